package io.baton.track;

import io.baton.config.FileConfig;
import io.baton.config.FileConfig.Initial;
import io.baton.vrrp.TrackerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Watches the files of all file trackers, on a thread of its own, and tells for each the first
/// number and every change.
///
/// Watched is the folder of a file, and the one that links lead to: so it is seen that a file is
/// written, replaced by another, or that a link like the `..data` of Kubernetes leads elsewhere. In
/// any case all are read again at times, for file systems that tell nothing.
public final class FileWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(FileWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// The same while a folder cannot be watched, because it does not exist for example.
  private static final Duration BLIND_PAUSE = Duration.ofSeconds(1);

  /// Between two looks, however busy a folder is.
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final Consumer<TrackerResult> verdicts;
  private final AtomicReference<@Nullable List<FileConfig>> wanted = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean stopped;
  private boolean isWaiting;

  // Of the thread only.
  private Map<String, FileTracker> trackers = new LinkedHashMap<>();

  /// @param verdicts called on the watch's own thread; must neither block nor throw
  public FileWatch(Consumer<TrackerResult> verdicts) {
    this.verdicts = verdicts;
    this.thread = Thread.ofPlatform().daemon().name("baton-files").unstarted(this::work);
  }

  /// Begins to watch. Only once.
  public void start() {
    thread.start();
  }

  /// Sets what is tracked, before the start or at any time after it. A tracker that stays as it is
  /// tells nothing again and writes no first content again. Any thread, never blocks.
  public void track(List<FileConfig> configs) {
    wanted.set(List.copyOf(configs));
    wake();
  }

  /// Begins to end: nothing is told any more. Any thread, never blocks.
  public void stop() {
    stopped = true;
    wake();
  }

  /// An interrupt would also break off reading a file, so it comes only while the thread waits.
  private synchronized void wake() {
    if (isWaiting) {
      thread.interrupt();
    }
  }

  private synchronized boolean beginsToWait() {
    isWaiting = !stopped && wanted.get() == null;
    return isWaiting;
  }

  private synchronized void endsToWait() {
    isWaiting = false;
    // One that came at the last moment has done its work.
    var _ = Thread.interrupted();
  }

  /// Stops and waits, two seconds at most. Not on the event loop.
  @Override
  public void close() {
    stop();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(LONGEST_END)) {
        LOG.warn("B401 the watch over files does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try (var folders = new FolderWatch()) {
      while (!stopped) {
        round(folders::watch, folders::await);
      }
    } catch (IOException e) {
      LOG.errorf(
          "B406 cannot watch files, looking at them every second: %s; is"
              + " fs.inotify.max_user_instances too low?",
          e.getMessage());
      while (!stopped) {
        round(_ -> false, TimeUnit.NANOSECONDS::sleep);
      }
    }
  }

  /// Watches folders and says whether it can.
  private interface Watching {
    boolean watch(Set<Path> folders);
  }

  /// Waits for changes, or for some time.
  private interface Waiting {
    void await(long nanos) throws InterruptedException;
  }

  private void round(Watching watching, Waiting waiting) {
    Duration longest = BLIND_PAUSE;
    try {
      replaceTrackers();
      // First to watch, then to read: what changes in between is told.
      longest = watching.watch(folders()) ? PAUSE : BLIND_PAUSE;
      trackers.values().forEach(this::read);
    } catch (RuntimeException e) {
      LOG.error("B403 the watch over files: internal error", e);
    }
    if (beginsToWait()) {
      try {
        TimeUnit.NANOSECONDS.sleep(SHORTEST_PAUSE.toNanos());
        waiting.await(untilNextLook(longest));
      } catch (InterruptedException e) {
        LOG.trace("other files to watch, or the end");
      } finally {
        endsToWait();
      }
    }
  }

  private void replaceTrackers() {
    var configs = wanted.getAndSet(null);
    if (configs == null) {
      return;
    }
    var next = new LinkedHashMap<String, FileTracker>();
    for (var config : configs) {
      var present = trackers.get(config.name());
      if (present != null && present.config().equals(config)) {
        next.put(config.name(), present);
      } else {
        next.put(config.name(), new FileTracker(config));
        writeInitial(config);
      }
    }
    trackers = next;
  }

  /// Never follows a link: the folder may belong to somebody else.
  private static void writeInitial(FileConfig config) {
    Initial initial = config.initial();
    if (initial == null) {
      return;
    }
    Path path = Path.of(config.path());
    try {
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.writeString(path, initial.value() + "\n", StandardOpenOption.CREATE_NEW);
      } else if (initial.overwrite() && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.writeString(
            path,
            initial.value() + "\n",
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);
      } else if (initial.overwrite()) {
        LOG.warnf("B407 file %s: %s is no regular file, not overwritten", config.name(), path);
      }
    } catch (IOException e) {
      LOG.warnf("B407 file %s: cannot write %s: %s", config.name(), path, Texts.reason(e));
    }
  }

  private Set<Path> folders() {
    var folders = new HashSet<Path>();
    for (var tracker : trackers.values()) {
      addFolders(tracker.path(), folders);
    }
    return folders;
  }

  private static void addFolders(Path path, Set<Path> folders) {
    folders.add(folder(path));
    try {
      folders.add(folder(path.toRealPath()));
    } catch (IOException e) {
      LOG.tracef("%s leads nowhere: %s", path, e.getMessage());
    }
  }

  private static Path folder(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path : parent;
  }

  private void read(FileTracker tracker) {
    var result = tracker.read(FileNumber.read(tracker.path()), System.nanoTime());
    if (result.isPresent() && !stopped) {
      verdicts.accept(result.get());
    }
  }

  private long untilNextLook(Duration longest) {
    long now = System.nanoTime();
    long wait = longest.toNanos();
    for (var tracker : trackers.values()) {
      var deadline = tracker.deadlineNanos();
      if (deadline.isPresent()) {
        wait = Math.min(wait, deadline.getAsLong() - now);
      }
    }
    return wait;
  }
}
