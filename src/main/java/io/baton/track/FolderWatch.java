package io.baton.track;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Waits for changes in folders, by one inotify instance for all of them: a user has 128. One
/// thread.
final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(FolderWatch.class);

  private final WatchService service;
  private final Map<Path, Watched> folders = new HashMap<>();

  /// @param identity a folder that is moved away and replaced has another one
  private record Watched(WatchKey key, @Nullable Object identity) {}

  FolderWatch() throws IOException {
    service = FileSystems.getDefault().newWatchService();
  }

  /// Watches exactly these folders, as far as they exist.
  ///
  /// @return whether all of them are watched
  boolean watch(Set<Path> wanted) {
    folders
        .entrySet()
        .removeIf(
            entry -> {
              boolean isOver = !wanted.contains(entry.getKey()) || isReplaced(entry);
              if (isOver) {
                entry.getValue().key().cancel();
              }
              return isOver;
            });
    boolean all = true;
    for (Path folder : wanted) {
      all &= folders.containsKey(folder) || register(folder);
    }
    return all;
  }

  private static boolean isReplaced(Map.Entry<Path, Watched> entry) {
    var watched = entry.getValue();
    return !watched.key().isValid()
        || !Objects.equals(watched.identity(), identity(entry.getKey()));
  }

  private static @Nullable Object identity(Path folder) {
    try {
      return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  private boolean register(Path folder) {
    try {
      Object identity = identity(folder);
      var key =
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      folders.put(folder, new Watched(key, identity));
      return true;
    } catch (IOException e) {
      LOG.debugf("cannot watch %s: %s", folder, e.getMessage());
      return false;
    }
  }

  /// Waits until something changes in a folder, or for some time.
  void await(long nanos) throws InterruptedException {
    try {
      var key = service.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      while (key != null) {
        key.pollEvents().clear();
        key.reset();
        key = service.poll();
      }
    } catch (ClosedWatchServiceException e) {
      throw new InterruptedException("closed");
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.debugf("cannot close the watch over folders: %s", e.getMessage());
    }
  }
}
