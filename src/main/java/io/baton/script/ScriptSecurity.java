package io.baton.script;

import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether a command may be run at all. keepalived checks once at the start and then forgets the
/// script in silence; Baton checks before every run, and a refused script is one that failed. Any
/// thread; reads the file system.
public final class ScriptSecurity {

  private final ScriptUsers users;
  private final Supplier<GlobalConfig> global;
  private final ProgramFiles programs;
  private final PathTrust trust;

  /// @param global asked at every run, so that a reload takes effect
  public ScriptSecurity(ScriptUsers users, Supplier<GlobalConfig> global) {
    this(users, global, ProgramFiles.ofThisHost(), new PathTrust(PathTrust.Owner::inFileSystem));
  }

  ScriptSecurity(
      ScriptUsers users, Supplier<GlobalConfig> global, ProgramFiles programs, PathTrust trust) {
    this.users = users;
    this.global = global;
    this.programs = programs;
    this.trust = trust;
  }

  /// Why a command is refused, in one line that says what to do; empty when it may run.
  public Optional<String> refusal(Command command) {
    return check(command) instanceof Verdict.Refused(String why)
        ? Optional.of(why)
        : Optional.empty();
  }

  Verdict check(Command command) {
    if (command.words().isEmpty()) {
      return new Verdict.Refused("no program is named");
    }
    if (command.words().stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      return new Verdict.Refused(command.words().getFirst() + " has a zero byte in its arguments");
    }
    return switch (users.resolve(command)) {
      case ScriptUsers.Resolution.Unknown(String why) -> new Verdict.Refused(why);
      case ScriptUsers.Resolution.Found(Account account) ->
          switch (programs.find(command.words().getFirst())) {
            case ProgramFiles.Lookup.Missing(String why) -> new Verdict.Refused(why);
            case ProgramFiles.Lookup.Found(Path program) -> trusted(program, account);
          };
    };
  }

  private Verdict trusted(Path program, Account account) {
    Optional<String> weakPart =
        account.isRoot() && global.get().scriptSecurity()
            ? trust.weakPart(program)
            : Optional.empty();
    return weakPart
        .<Verdict>map(part -> new Verdict.Refused(program + " would run as root, but " + part))
        .orElseGet(() -> new Verdict.Permitted(program, account));
  }

  /// What came out of a check.
  sealed interface Verdict {

    record Permitted(Path program, Account account) implements Verdict {}

    record Refused(String why) implements Verdict {}
  }
}
