package io.baton.event;

import io.baton.engine.EventNumbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What destinations have come to: positions, dead letters, and who is disabled. A file of changes,
/// written anew as a whole when most of it is history. Any thread.
///
/// Positions are not waited for: one that is lost in a power failure means an event twice. While
/// the disk is full the state is kept in memory, and written when there is space again.
final class DeliveryJournal implements Closeable {

  private static final Logger LOG = Logger.getLogger(DeliveryJournal.class);
  private static final long REWRITE_BYTES = 256L << 10;
  private static final int MOST_NAMES = 10_000;

  private enum Change {
    POSITION(0),
    DEAD(1),
    SETTLED(2),
    DISABLED(3),
    ENABLED(4),
    NUMBERS(5);

    private final int code;

    Change(int code) {
      this.code = code;
    }

    private static Change of(int code) throws IOException {
      for (var change : values()) {
        if (change.code == code) {
          return change;
        }
      }
      throw new IOException("a change of kind " + code);
    }
  }

  private static final class Kept {
    private long position;
    private @Nullable String disabled;
    private final Map<String, DeadLetter> dead = new LinkedHashMap<>();
  }

  private final Path path;
  private final int mostDeadLetters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, EventNumbers> numbers = new HashMap<>();
  private @Nullable RecordFile file;
  private @Nullable Path damaged;
  private long rewrittenSize;
  private @Nullable String failure;

  private DeliveryJournal(Path path, int mostDeadLetters) {
    this.path = path;
    this.mostDeadLetters = mostDeadLetters;
  }

  /// Reads what is there; writes nothing.
  static DeliveryJournal open(Path path, int mostDeadLetters) {
    var journal = new DeliveryJournal(path, mostDeadLetters);
    try {
      if (Files.exists(path)) {
        var opened = RecordFile.open(path, (_, payload) -> journal.replay(bytes(payload)));
        if (opened.isDamaged()) {
          opened.close();
          journal.damaged = Damage.setAside(path, "what is readable is kept");
        } else {
          journal.file = opened;
        }
      }
    } catch (IOException e) {
      journal.damaged = Damage.setAside(path, String.valueOf(e.getMessage()));
    }
    return journal;
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  private void replay(byte[] payload) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(payload));
    var kind = Change.of(in.readUnsignedByte());
    var name = in.readUTF();
    switch (kind) {
      case POSITION -> of(name).position = in.readLong();
      case DEAD -> {
        var letter =
            new DeadLetter(
                EventCodec.read(in),
                in.readUTF(),
                Instant.ofEpochMilli(in.readLong()),
                in.readInt());
        of(name).dead.put(letter.event().id(), letter);
      }
      case SETTLED -> of(name).dead.remove(in.readUTF());
      case DISABLED -> of(name).disabled = in.readUTF();
      case ENABLED -> of(name).disabled = null;
      case NUMBERS -> numbers.put(name, new EventNumbers(in.readLong(), in.readLong()));
    }
  }

  private Kept of(String name) {
    return kept.computeIfAbsent(name, _ -> new Kept());
  }

  /// The highest position that any destination has reached.
  long highest() {
    return locked(() -> kept.values().stream().mapToLong(k -> k.position).max().orElse(0));
  }

  /// What a destination has come to; nothing for one that was never seen.
  Optional<Long> position(String name) {
    return locked(() -> Optional.ofNullable(kept.get(name)).map(k -> k.position));
  }

  void setPosition(String name, long position) {
    change(
        () -> {
          if (kept.size() < MOST_NAMES || kept.containsKey(name)) {
            of(name).position = position;
          }
        },
        position(name, position),
        false);
  }

  /// Keeps a dead letter.
  ///
  /// @return how many older letters had to go for it
  int addDead(String name, DeadLetter letter) {
    var gone = new ArrayList<String>();
    change(
        () -> {
          var dead = of(name).dead;
          dead.remove(letter.event().id());
          while (dead.size() >= mostDeadLetters) {
            var oldest = dead.keySet().iterator().next();
            dead.remove(oldest);
            gone.add(oldest);
          }
          dead.put(letter.event().id(), letter);
        },
        dead(name, letter),
        true);
    gone.forEach(id -> settle(name, id));
    return gone.size();
  }

  /// Forgets a dead letter. False when there is none.
  boolean settle(String name, String eventId) {
    var removed = new boolean[] {false};
    change(() -> removed[0] = of(name).dead.remove(eventId) != null, settled(name, eventId), true);
    return removed[0];
  }

  List<DeadLetter> dead(String name) {
    return locked(() -> kept.containsKey(name) ? List.copyOf(of(name).dead.values()) : List.of());
  }

  void disable(String name, String why) {
    change(() -> of(name).disabled = why, disabled(name, why), true);
  }

  void enable(String name) {
    change(() -> of(name).disabled = null, record(Change.ENABLED, name, _ -> {}), true);
  }

  @Nullable String disabled(String name) {
    lock.lock();
    try {
      var found = kept.get(name);
      return found == null ? null : found.disabled;
    } finally {
      lock.unlock();
    }
  }

  Map<String, EventNumbers> numbers() {
    return locked(() -> Map.copyOf(numbers));
  }

  void setNumbers(Map<String, EventNumbers> last) {
    last.forEach(
        (name, value) -> {
          if (!value.equals(numbers().get(name))) {
            change(() -> numbers.put(name, value), number(name, value), false);
          }
        });
  }

  /// Where the old journal is, when it was found damaged.
  Optional<Path> damaged() {
    return Optional.ofNullable(damaged);
  }

  /// Why changes are kept in memory only; null while they are written.
  @Nullable String failure() {
    return failure;
  }

  private <T> T locked(Supplier<T> reader) {
    lock.lock();
    try {
      return reader.get();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable inMemory, byte[] record, boolean sync) {
    lock.lock();
    try {
      inMemory.run();
      var open = file;
      if (open == null || failure != null || open.size() > 2 * rewrittenSize + REWRITE_BYTES) {
        rewrite();
      } else {
        open.append(List.of(record), sync);
      }
      if (failure != null) {
        LOG.infof("B522 %s: written again", path);
      }
      failure = null;
    } catch (IOException e) {
      if (failure == null) {
        LOG.errorf("B524 %s: kept in memory only: %s", path, e.getMessage());
      }
      failure = String.valueOf(e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  /// The whole state in a new file, which takes the name when it is complete.
  private void rewrite() throws IOException {
    var folder = path.resolveSibling(".");
    Files.createDirectories(folder);
    var fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    var made = RecordFile.create(fresh);
    try {
      made.append(snapshot(), true);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Damage.syncFolder(folder);
    } catch (IOException e) {
      made.close();
      Files.deleteIfExists(fresh);
      throw e;
    }
    if (file != null) {
      file.close();
    }
    file = made;
    rewrittenSize = made.size();
  }

  private List<byte[]> snapshot() {
    var records = new ArrayList<byte[]>();
    numbers.forEach((name, value) -> records.add(number(name, value)));
    kept.forEach(
        (name, state) -> {
          records.add(position(name, state.position));
          state.dead.values().forEach(letter -> records.add(dead(name, letter)));
          if (state.disabled != null) {
            records.add(disabled(name, state.disabled));
          }
        });
    return records;
  }

  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] record(Change change, String name, Body body) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(change.code);
      out.writeUTF(name);
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] position(String name, long position) {
    return record(Change.POSITION, name, out -> out.writeLong(position));
  }

  private static byte[] dead(String name, DeadLetter letter) {
    return record(
        Change.DEAD,
        name,
        out -> {
          EventCodec.write(letter.event(), out);
          out.writeUTF(letter.why());
          out.writeLong(letter.at().toEpochMilli());
          out.writeInt(letter.attempts());
        });
  }

  private static byte[] settled(String name, String eventId) {
    return record(Change.SETTLED, name, out -> out.writeUTF(eventId));
  }

  private static byte[] disabled(String name, String why) {
    return record(Change.DISABLED, name, out -> out.writeUTF(why));
  }

  private static byte[] number(String name, EventNumbers value) {
    return record(
        Change.NUMBERS,
        name,
        out -> {
          out.writeLong(value.sequence());
          out.writeLong(value.epoch());
        });
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.sync();
      file.close();
    }
  }
}
