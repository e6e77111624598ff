package io.baton.script;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The small programs of util-linux that prepare a process and then become the program itself, so
/// that its process number stays the one we started.
///
/// @param daemon who we are
/// @param realTime whether the daemon runs in a real-time class, which children inherit
record Wrappers(Account daemon, boolean realTime) {

  private static final List<String> NAMES = List.of("setsid", "chrt", "setpriv");

  /// The words to execute.
  ///
  /// @param arguments without the program's own name
  List<String> around(Path program, List<String> arguments, Account account) {
    var words = new ArrayList<String>();
    words.add("setsid");
    if (realTime) {
      words.addAll(List.of("chrt", "-o", "0"));
    }
    // Not --no-new-privs: scripts of a script_user that call sudo must go on working as they do
    // under keepalived. Somebody who stays who he is needs no right to change, and keeps what he
    // may do.
    if (!account.isSameAs(daemon)) {
      words.addAll(
          List.of(
              "setpriv",
              "--reuid=" + account.uid(),
              "--regid=" + account.gid(),
              "--clear-groups",
              "--inh-caps=-all",
              "--"));
    }
    words.add(program.toString());
    words.addAll(arguments);
    return words;
  }

  /// What a wrapper said when it could not become the program: it ends with 1, 126 or 127 and its
  /// name begins the message. A program that ends with one of these has another message.
  static Optional<String> failure(int exitCode, String errorHead) {
    if (exitCode != 1 && exitCode != 126 && exitCode != 127) {
      return Optional.empty();
    }
    String line = errorHead.lines().findFirst().orElse("");
    return NAMES.stream()
        .filter(name -> line.startsWith(name + ": "))
        .map(_ -> line.replaceAll("\\p{Cntrl}", " "))
        .findFirst();
  }
}
