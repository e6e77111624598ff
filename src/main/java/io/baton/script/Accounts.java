package io.baton.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The users and groups of this host: the files of /etc, and what `getent` knows beyond them.
///
/// @param folder where `passwd` and `group` are
/// @param beyond asked for what the files do not have
/// @param daemon who we are
record Accounts(Path folder, NameService beyond, Account daemon) {

  static Accounts ofThisHost() {
    var files = new Accounts(Path.of("/etc"), new Getent(), new Account("root", 0, 0));
    return new Accounts(files.folder, files.beyond, files.whoWeAre());
  }

  /// A user with its own group.
  Optional<Account> user(String name) {
    return line("passwd", name)
        .or(() -> beyond.line("passwd", name).map(Accounts::fields))
        .flatMap(Accounts::account);
  }

  /// A user that the files know; starts no process.
  Optional<Account> localUser(String name) {
    return line("passwd", name).flatMap(Accounts::account);
  }

  /// The number of a group.
  Optional<Long> group(String name) {
    return line("group", name)
        .or(() -> beyond.line("group", name).map(Accounts::fields))
        .flatMap(fields -> number(fields, 2));
  }

  private Optional<List<String>> line(String database, String name) {
    return lines(database).filter(fields -> fields.getFirst().equals(name)).findFirst();
  }

  private Stream<List<String>> lines(String database) {
    try {
      // Names are ASCII, the comment field may be anything: every byte is a character here.
      String text = Files.readString(folder.resolve(database), StandardCharsets.ISO_8859_1);
      return text.lines().map(Accounts::fields);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static List<String> fields(String line) {
    return List.of(line.split(":", -1));
  }

  private static Optional<Account> account(List<String> fields) {
    return number(fields, 2)
        .flatMap(uid -> number(fields, 3).map(gid -> new Account(fields.getFirst(), uid, gid)));
  }

  private static Optional<Long> number(List<String> fields, int index) {
    if (fields.size() <= index || !fields.get(index).matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(fields.get(index)));
  }

  private Account whoWeAre() {
    long uid = effective("Uid:");
    String name =
        lines("passwd")
            .filter(fields -> number(fields, 2).filter(n -> n == uid).isPresent())
            .map(List::getFirst)
            .findFirst()
            .orElse("uid " + uid);
    return new Account(name, uid, effective("Gid:"));
  }

  // proc(5): the line holds the real, effective, saved and file system number. The owner of
  // /proc/self would be simpler, but is root for a program with file capabilities.
  private static long effective(String key) {
    try (var lines = Files.lines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.split("\\s+", -1))
          .mapToLong(words -> Long.parseLong(words[2]))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("/proc/self/status has no " + key));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read /proc/self/status: " + e.getMessage(), e);
    }
  }

  /// Looks names up beyond the files of /etc.
  @FunctionalInterface
  interface NameService {

    /// The line of a database, `passwd` or `group`, for a name.
    Optional<String> line(String database, String name);
  }
}
