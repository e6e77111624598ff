package io.baton.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs commands of the system to their end.
public final class Shell {

  private Shell() {}

  /// The output; fails when the command does.
  public static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(
            "%s: exit code %d: %s".formatted(String.join(" ", command), code, output));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + List.of(command), e);
    }
  }

  /// Words separated by single blanks.
  public static String line(String command) {
    return run(command.split(" "));
  }
}
