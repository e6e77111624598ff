package io.baton.cli;

import io.baton.keepalived.Environment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The files and the host around a keepalived.conf. Of one use, since it counts what it reads.
final class IncludedFiles implements Environment {

  private static final int MOST_MATCHES = 1000;
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final RandomGenerator random;
  private final String configId;
  private final boolean latin1Allowed;
  private final Set<String> latin1 = new LinkedHashSet<>();
  private final Consumer<Path> lookedIn;
  private int bytesLeft = ConfigFile.MAX_BYTES;

  /// @param configId null for the host's name up to its first dot
  /// @param latin1Allowed whether a file may be Latin-1
  /// @param lookedIn is told of every folder in which another file may appear
  IncludedFiles(
      @Nullable String configId,
      RandomGenerator random,
      boolean latin1Allowed,
      Consumer<Path> lookedIn) {
    this.latin1Allowed = latin1Allowed;
    this.lookedIn = lookedIn;
    this.configId = configId == null ? shortHostName() : configId;
    this.random = random;
  }

  /// The files that were read as Latin-1.
  Set<String> latin1() {
    return latin1;
  }

  private static String shortHostName() {
    try {
      String name = Files.readString(HOST_NAME).strip();
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public Inclusion include(String includingFile, String pattern) {
    try {
      List<Path> paths = matches(Path.of(folderOf(includingFile)), pattern);
      if (paths.isEmpty()) {
        return new Inclusion(List.of(), List.of("no such file"));
      }
      if (paths.size() > MOST_MATCHES) {
        return new Inclusion(List.of(), List.of("more than " + MOST_MATCHES + " files match"));
      }
      return read(paths);
    } catch (IOException | InvalidPathException | PatternSyntaxException e) {
      return new Inclusion(List.of(), List.of("it cannot be looked up: " + e.getMessage()));
    }
  }

  /// Whether a pattern for files in a folder that is there matches none: not a mistake, since some
  /// may come.
  boolean isEmptyFolder(String includingFile, String pattern) {
    try {
      int slash = pattern.lastIndexOf('/');
      var folder =
          Path.of(folderOf(includingFile)).resolve(pattern.substring(0, Math.max(slash, 0)));
      var names = pattern.substring(slash + 1);
      return slash > 0
          && names.contains("*")
          && Files.isDirectory(folder)
          && matches(Path.of(folderOf(includingFile)), pattern).isEmpty();
    } catch (IOException | InvalidPathException | PatternSyntaxException _) {
      return false;
    }
  }

  private Inclusion read(List<Path> paths) {
    var files = new ArrayList<IncludedFile>();
    var failures = new ArrayList<String>();
    for (Path path : paths) {
      if (!Files.isRegularFile(path)) {
        failures.add(path + ": " + (Files.exists(path) ? "not a file" : "no such file"));
        continue;
      }
      try {
        ConfigFile.Content content = ConfigFile.content(path, bytesLeft, latin1Allowed);
        if (content.latin1()) {
          latin1.add(path.toString());
        }
        bytesLeft -= content.bytes();
        files.add(new IncludedFile(path.toString(), content.text()));
      } catch (ConfigFile.Unreadable e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    return new Inclusion(files, failures);
  }

  /// Goes down the pattern name by name, so that only folders that match are listed.
  private List<Path> matches(Path folder, String pattern) throws IOException {
    List<Path> found = List.of(pattern.startsWith("/") ? Path.of("/") : folder);
    for (String name : pattern.split("/+", -1)) {
      if (name.isEmpty()) {
        continue;
      }
      var next = new ArrayList<Path>();
      for (Path parent : found) {
        step(parent, name, next);
      }
      found = next;
    }
    return found.stream().sorted().toList();
  }

  private void step(Path parent, String name, List<Path> next) throws IOException {
    if (name.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
      Path only = parent.resolve(name);
      if (Files.exists(only)) {
        next.add(only);
      } else {
        lookedIn.accept(parent);
      }
      return;
    }
    if (!Files.isDirectory(parent)) {
      return;
    }
    lookedIn.accept(parent);
    try (DirectoryStream<Path> names = Files.newDirectoryStream(parent, name)) {
      for (Path path : names) {
        boolean hidden = path.getFileName().toString().startsWith(".") && !name.startsWith(".");
        if (!hidden && next.size() <= MOST_MATCHES) {
          next.add(path);
        }
      }
    }
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  @Override
  public String configId() {
    return configId;
  }

  @Override
  public @Nullable String instanceName() {
    return null;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public String folderOf(String file) {
    Path folder = Path.of(file).toAbsolutePath().normalize().getParent();
    return folder == null ? "/" : folder.toString();
  }
}
