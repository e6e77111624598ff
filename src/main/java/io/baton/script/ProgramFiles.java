package io.baton.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the file behind a program's name and says beforehand why it could not be executed, so that
/// a missing program is never mistaken for one that ran and failed.
///
/// @param searchPath folders separated by colons, the daemon's `PATH`
record ProgramFiles(String searchPath) {

  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  // execve(2): the kernel reads that much of a file to find the interpreter.
  private static final int FIRST_LINE_LIMIT = 256;

  static ProgramFiles ofThisHost() {
    String path = System.getenv("PATH");
    return new ProgramFiles(path == null || path.isEmpty() ? USUAL_PATH : path);
  }

  /// What a name means.
  sealed interface Lookup {

    record Found(Path path) implements Lookup {}

    record Missing(String why) implements Lookup {}
  }

  /// Looks a program up as `execvp(3)` does: a name with a slash is a path.
  Lookup find(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      return new Lookup.Missing("the program has no usable name");
    }
    if (name.indexOf('/') >= 0) {
      return checked(Path.of(name).toAbsolutePath());
    }
    return onSearchPath(name)
        .map(ProgramFiles.this::checked)
        .orElseGet(() -> new Lookup.Missing(name + " is in no folder of PATH: give its full path"));
  }

  private Optional<Path> onSearchPath(String name) {
    for (String folder : searchPath.split(":", -1)) {
      Path path = Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath();
      if (isExecutableFile(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private Lookup checked(Path path) {
    String why;
    if (!Files.exists(path)) {
      why = " does not exist: install it or correct the path";
    } else if (!Files.isRegularFile(path)) {
      why = " is not a regular file: name a program";
    } else if (!Files.isExecutable(path)) {
      why = " is not executable: chmod +x it";
    } else {
      why = contentProblem(path).orElse("");
    }
    return why.isEmpty() ? new Lookup.Found(path) : new Lookup.Missing(path + why);
  }

  private Optional<String> contentProblem(Path path) {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(FIRST_LINE_LIMIT);
    } catch (IOException e) {
      // A program may be executable and not readable for us; then the kernel judges.
      return Optional.empty();
    }
    if (start.length == 0) {
      // A shell would run it with success: a check that a full disk cut to nothing would be well.
      return Optional.of(" is empty: write it again");
    }
    String text = new String(start, StandardCharsets.UTF_8);
    return text.startsWith("#!")
        ? interpreterProblem(text.lines().findFirst().orElse("").substring(2).strip(), text)
        : Optional.empty();
  }

  private Optional<String> interpreterProblem(String line, String text) {
    String[] words = line.split("[ \t]+", 2);
    String interpreter = words[0];
    if (interpreter.isEmpty() || interpreter.indexOf('\0') >= 0) {
      return Optional.of(" has a first line '#!' without an interpreter: name one");
    }
    if (endsWithCarriageReturn(text)) {
      return Optional.of(" has a carriage return after '#!" + line + "': save it with Unix lines");
    }
    if (!isExecutableFile(Path.of(interpreter))) {
      return Optional.of(" needs the interpreter " + interpreter + ", which cannot be executed");
    }
    return words.length == 2 && interpreter.endsWith("/env")
        ? environmentProblem(words[1].split("[ \t]+", 2)[0])
        : Optional.empty();
  }

  // `#!/usr/bin/env python3`; options and assignments of env are left to it.
  private Optional<String> environmentProblem(String name) {
    boolean isPlain = !name.startsWith("-") && !name.contains("=") && !name.contains("/");
    return isPlain && onSearchPath(name).isEmpty()
        ? Optional.of(" needs the interpreter " + name + ", which is in no folder of PATH")
        : Optional.empty();
  }

  private static boolean endsWithCarriageReturn(String text) {
    int end = text.indexOf('\n');
    return end > 0 && text.charAt(end - 1) == '\r';
  }

  private static boolean isExecutableFile(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
