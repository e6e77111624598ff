package io.baton.script;

import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Real scripts in a temporary folder, and a runner for them.
public record Scripts(Path folder) {

  /// Runs everything as whoever runs the tests.
  public static CommandRunner runner() {
    var users = new ScriptUsers(() -> GlobalConfig.DEFAULT, ourselvesOnly());
    var security = new ScriptSecurity(users, () -> GlobalConfig.DEFAULT);
    return new CommandRunner(users, security, new ShellSignals(), false);
  }

  /// A shell script with this body.
  public Command script(String name, String body, String... arguments) {
    return command(file(name, "#!/bin/sh\n" + body + "\n"), arguments);
  }

  /// An executable file with exactly this content.
  public Path file(String name, String content) {
    try {
      Path path = Files.writeString(folder.resolve(name), content);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      return path;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Command command(Path program, String... arguments) {
    var words = new ArrayList<String>();
    words.add(program.toString());
    words.addAll(List.of(arguments));
    return new Command(words, null);
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  /// The lines of a file that a script writes; none while it is not there.
  public List<String> lines(String name) {
    try {
      return Files.exists(path(name)) ? Files.readAllLines(path(name)) : List.of();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the process whose number a script wrote into a file runs. A zombie that nobody asks
  /// for, as in many containers, does not.
  public boolean isAlive(String pidFile) {
    List<String> lines = lines(pidFile);
    return !lines.isEmpty()
        && ProcessHandle.of(Long.parseLong(lines.getFirst()))
            .filter(ProcessHandle::isAlive)
            .filter(process -> !isZombie(process.pid()))
            .isPresent();
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }

  private static Accounts ourselvesOnly() {
    Path nowhere = Path.of("/nonexistent");
    return new Accounts(nowhere, (_, _) -> Optional.empty(), Accounts.ofThisHost().daemon());
  }
}
