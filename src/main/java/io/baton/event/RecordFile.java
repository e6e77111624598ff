package io.baton.event;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/// A file of records that only grows at its end. Whatever byte a crash stopped it at, all records
/// before are readable.
///
/// ```
///  0               4               8
/// +---------------+---------------+----------------
/// | length        | CRC32C        | payload ...       big-endian; the sum is over both others
/// +---------------+---------------+----------------
/// ```
///
/// Any thread. A `RandomAccessFile`, since an interruption would close a `FileChannel` under
/// everybody's hands.
final class RecordFile implements Closeable {

  static final int HEADER = 8;

  /// No event and no dead letter comes near it.
  static final int LONGEST = 1 << 20;

  /// What is larger is none of ours.
  private static final long LARGEST_FILE = 1L << 30;

  private final Path path;
  private final RandomAccessFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private final boolean damaged;
  private long end;

  /// Takes the records that are there, in their order.
  interface Visitor {
    void record(long offset, ByteBuffer payload) throws IOException;
  }

  private RecordFile(Path path, RandomAccessFile file, long end, boolean damaged) {
    this.path = path;
    this.file = file;
    this.end = end;
    this.damaged = damaged;
  }

  static RecordFile create(Path path) throws IOException {
    return new RecordFile(path, new RandomAccessFile(path.toFile(), "rw"), 0, false);
  }

  /// Opens what is there. A last record that was cut short is forgotten: nobody was told that it
  /// was kept. Any other damage is passed over, and nothing is ever written to such a file.
  static RecordFile open(Path path, Visitor visitor) throws IOException {
    if (Files.size(path) > LARGEST_FILE) {
      throw new IOException(path + " is larger than any file of ours");
    }
    byte[] bytes = Files.readAllBytes(path);
    int offset = 0;
    boolean damaged = false;
    while (offset < bytes.length && !isTorn(bytes, offset)) {
      if (isRecord(bytes, offset)) {
        int length = intAt(bytes, offset);
        visitor.record(offset, ByteBuffer.wrap(bytes, offset + HEADER, length).slice());
        offset += HEADER + length;
      } else {
        damaged = true;
        offset = nextRecord(bytes, offset + 1);
      }
    }
    var file = new RandomAccessFile(path.toFile(), damaged ? "r" : "rw");
    return new RecordFile(path, file, offset, damaged);
  }

  private static int nextRecord(byte[] bytes, int from) {
    int offset = from;
    while (offset < bytes.length && !isRecord(bytes, offset)) {
      offset++;
    }
    return offset;
  }

  private static boolean isRecord(byte[] bytes, int offset) {
    if (bytes.length - offset < HEADER) {
      return false;
    }
    int length = intAt(bytes, offset);
    return length > 0
        && length <= LONGEST
        && length <= bytes.length - offset - HEADER
        && sum(bytes, offset + HEADER, length) == intAt(bytes, offset + 4);
  }

  /// What a crash leaves behind: a record that is not all there, or zeros that a file system had
  /// set aside.
  private static boolean isTorn(byte[] bytes, int offset) {
    int left = bytes.length - offset;
    if (left < HEADER) {
      return true;
    }
    int length = intAt(bytes, offset);
    if (length > 0 && length <= LONGEST && length > left - HEADER) {
      return nextRecord(bytes, offset + 1) == bytes.length;
    }
    return length == 0 && Arrays.equals(bytes, offset, bytes.length, new byte[left], 0, left);
  }

  private static int intAt(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes).getInt(offset);
  }

  private static int sum(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(length).flip());
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  Path path() {
    return path;
  }

  /// Whether something in it is not a record. It is only read then.
  boolean isDamaged() {
    return damaged;
  }

  long size() {
    return end;
  }

  /// Puts records at the end, all or none as far as readers can see.
  ///
  /// @return where the first one lies
  /// @throws IOException no space, above all; the next append starts where this one did
  long append(Iterable<byte[]> payloads, boolean sync) throws IOException {
    if (damaged) {
      throw new IOException(path + " is damaged, it is only read");
    }
    lock.lock();
    try {
      long start = end;
      // What a failed attempt has left behind.
      if (file.length() > start) {
        file.setLength(start);
      }
      file.seek(start);
      for (byte[] payload : payloads) {
        file.write(frame(payload));
      }
      if (sync) {
        file.getFD().sync();
      }
      end = file.getFilePointer();
      return start;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] frame(byte[] payload) {
    if (payload.length == 0 || payload.length > LONGEST) {
      throw new IllegalArgumentException("a record of " + payload.length + " bytes");
    }
    return ByteBuffer.allocate(HEADER + payload.length)
        .putInt(payload.length)
        .putInt(sum(payload, 0, payload.length))
        .put(payload)
        .array();
  }

  void sync() throws IOException {
    file.getFD().sync();
  }

  /// The payload of the record at an offset that `open` or `append` told.
  byte[] read(long offset) throws IOException {
    lock.lock();
    try {
      file.seek(offset);
      int length = file.readInt();
      int sum = file.readInt();
      if (length <= 0 || length > LONGEST) {
        throw new IOException(path + ": no record at " + offset);
      }
      byte[] payload = new byte[length];
      file.readFully(payload);
      if (sum(payload, 0, length) != sum) {
        throw new IOException(path + ": the record at " + offset + " is damaged");
      }
      return payload;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
