package io.baton.notify;

import io.baton.config.Command;
import io.baton.config.FifoConfig;
import io.baton.config.ScriptUser;
import io.baton.script.Commands;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A named pipe that lines are written to, and the program that reads it, if one is configured.
/// Nobody waits for a reader: lines wait in the pipe and then here, up to a bound; then the oldest
/// is dropped, counted and told. `write` never blocks; any thread.
final class Fifo {

  static final int QUEUE_LIMIT = 1024;

  private static final Logger LOG = Logger.getLogger(Fifo.class);
  private static final Duration FOREVER = Duration.ofDays(365);
  private static final Duration FIRST_RESTART = Duration.ofSeconds(1);
  private static final Duration LAST_RESTART = Duration.ofSeconds(30);
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final FifoConfig config;
  private final Path path;
  private final Commands commands;
  private final Consumer<Path> makePipe;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(QUEUE_LIMIT);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;
  private final @Nullable Thread reader;
  private volatile @Nullable FileChannel pipe;
  private volatile boolean closing;
  private volatile boolean made;

  Fifo(FifoConfig config, Commands commands, Consumer<Path> makePipe) {
    this.config = config;
    this.path = Path.of(config.path());
    this.commands = commands;
    this.makePipe = makePipe;
    this.writer =
        Thread.ofPlatform().daemon().name("fifo-" + path.getFileName()).unstarted(this::run);
    Command script = config.script();
    this.reader =
        script == null
            ? null
            : Thread.ofVirtual().name("fifo-script").unstarted(() -> read(withPath(script)));
  }

  void start() {
    writer.start();
  }

  void write(String line) {
    while (!lines.offer(line)) {
      if (lines.poll() != null && Long.bitCount(dropped.incrementAndGet()) == 1) {
        LOG.errorf("B501 %s: nobody reads it, %d lines are lost", path, dropped.get());
      }
    }
  }

  long dropped() {
    return dropped.get();
  }

  /// Gives the lines that wait half of the limit, then closes the pipe, which ends a program that
  /// reads to the end, and kills one that does not at the limit. Removes a pipe of our own.
  void close(Duration limit) {
    closing = true;
    write("");
    try {
      if (!writer.join(limit.dividedBy(2))) {
        LOG.errorf("B502 %s: %d lines are not read before the stop", path, lines.size());
      }
      writer.interrupt();
      closePipe();
      if (reader != null && reader.getState() != Thread.State.NEW) {
        boolean ended = reader.join(limit.dividedBy(2));
        reader.interrupt();
        if (!ended) {
          reader.join(LAST_WAIT);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      remove();
    }
  }

  private void remove() {
    try {
      if (made) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warnf("B503 %s cannot be removed: %s", path, e);
    }
  }

  private void run() {
    try {
      make();
      // For reading, too: so opening waits for nobody, and a reader may come and go.
      pipe = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (reader != null) {
        reader.start();
      }
      for (String line = lines.take(); !line.isEmpty(); line = lines.take()) {
        put(line);
      }
    } catch (IOException | RuntimeException e) {
      if (!closing) {
        LOG.errorf("B504 %s: nothing more is written to it: %s", path, e);
      }
    } catch (InterruptedException e) {
      // Only `close` interrupts.
      Thread.currentThread().interrupt();
    }
  }

  // Shorter than PIPE_BUF, so a line is written whole.
  private void put(String line) throws IOException {
    var open = pipe;
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (open != null && bytes.hasRemaining()) {
      open.write(bytes);
    }
  }

  private void make() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      var present =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!present.isOther()) {
        throw new IOException("it is there and no pipe");
      }
      return;
    }
    makePipe.accept(path);
    made = true;
    ScriptUser owner = config.owner();
    if (owner != null) {
      give(owner);
    }
  }

  private void give(ScriptUser owner) {
    try {
      var accounts = path.getFileSystem().getUserPrincipalLookupService();
      var file =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      file.setOwner(accounts.lookupPrincipalByName(owner.user()));
      if (owner.group() != null) {
        file.setGroup(accounts.lookupPrincipalByGroupName(owner.group()));
      }
    } catch (IOException e) {
      LOG.errorf("B505 %s stays ours, it cannot be given to %s: %s", path, owner.user(), e);
    }
  }

  private Command withPath(Command script) {
    var words = new ArrayList<>(script.words());
    words.add(config.path());
    return new Command(words, script.user());
  }

  private void read(Command script) {
    Duration pause = FIRST_RESTART;
    try {
      while (!closing) {
        long began = System.nanoTime();
        var result = commands.run(script, Map.of(), FOREVER);
        if (closing) {
          return;
        }
        LOG.warnf("B506 %s: its program has ended (%s), it is started again", path, result);
        boolean lived = System.nanoTime() - began > LAST_RESTART.toNanos();
        pause = lived ? FIRST_RESTART : pause;
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        pause =
            pause.multipliedBy(2).compareTo(LAST_RESTART) < 0
                ? pause.multipliedBy(2)
                : LAST_RESTART;
      }
    } catch (InterruptedException e) {
      // Only `close` interrupts; the program has been killed.
      Thread.currentThread().interrupt();
    }
  }

  private void closePipe() {
    var open = pipe;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debugf("%s: %s", path, e);
      }
    }
  }
}
