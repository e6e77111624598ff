package io.baton.app;

import io.baton.config.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Looks whether the files of the configuration have changed: their content's time and size, which
/// file they really are (a Kubernetes ConfigMap swaps a link to a folder), and the folders that
/// they are in, where another one may appear. One thread at a time.
final class WatchedFiles {

  private final Path main;
  private Map<Path, String> seen = Map.of();
  private Map<Path, String> settled = Map.of();

  WatchedFiles(Path main) {
    this.main = main.toAbsolutePath();
  }

  /// Whether there is something new that has been the same for two looks, so that nobody is still
  /// writing it.
  ///
  /// @param folders where others may appear
  boolean look(Collection<Position> positions, Set<Path> folders) {
    var now = fingerprint(positions, folders);
    boolean first = seen.isEmpty();
    boolean quiet = now.equals(seen);
    seen = now;
    if (first) {
      settled = now;
    }
    if (!quiet || now.equals(settled)) {
      return false;
    }
    settled = now;
    return true;
  }

  private Map<Path, String> fingerprint(Collection<Position> positions, Set<Path> folders) {
    var prints = new TreeMap<Path, String>();
    folders.forEach(folder -> prints.put(folder, print(folder)));
    for (var path : paths(positions)) {
      prints.put(path, print(path));
    }
    return prints;
  }

  private Set<Path> paths(Collection<Position> positions) {
    var paths = new HashSet<Path>();
    paths.add(main);
    positions.stream().map(Position::file).distinct().forEach(f -> paths.add(absolute(f)));
    for (var path : Set.copyOf(paths)) {
      var folder = path.getParent();
      if (folder != null && !path.equals(main)) {
        paths.add(folder);
      }
    }
    return paths;
  }

  private static Path absolute(String file) {
    return Path.of(file).toAbsolutePath();
  }

  private static String print(Path path) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return path.toRealPath(new LinkOption[0])
          + " "
          + attributes.fileKey()
          + " "
          + attributes.lastModifiedTime()
          + " "
          + (attributes.isDirectory() ? 0 : attributes.size());
    } catch (IOException _) {
      return "missing";
    }
  }
}
