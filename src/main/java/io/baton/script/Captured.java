package io.baton.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a program wrote on one of its outputs: the beginning and the end, never more. Reads only
/// what is there, so nobody who holds the output open holds us.
final class Captured {

  /// So much of the beginning is kept.
  static final int HEAD_LIMIT = 4096;

  /// So much of the end is kept; what is between is thrown away.
  static final int TAIL_LIMIT = 512;

  /// The longest line in evidence, in characters.
  static final int LINE_LIMIT = 200;

  private static final int CHUNK = 8192;

  // More than a pipe holds, so one call empties it; a bound, so a flood does not hold the caller.
  private static final int CHUNKS_AT_ONCE = 16;

  private final InputStream in;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream(0);
  private byte[] tail = {};

  Captured(InputStream in) {
    this.in = in;
  }

  /// Takes what is there, without blocking.
  ///
  /// @return whether there was anything
  boolean drain() {
    try {
      int chunks = 0;
      for (int ready = in.available(); ready > 0 && chunks < CHUNKS_AT_ONCE; chunks++) {
        byte[] bytes = in.readNBytes(Math.min(ready, CHUNK));
        keep(bytes);
        ready = in.available();
      }
      return chunks > 0;
    } catch (IOException e) {
      // The program closed it, or we did: there is nothing more to read.
      return false;
    }
  }

  void close() {
    try {
      in.close();
    } catch (IOException e) {
      // Nothing is lost: we only ever read.
    }
  }

  String head() {
    return head.toString(StandardCharsets.UTF_8);
  }

  /// The last line that is not blank, fit for a log.
  String lastLine() {
    byte[] end = head.size() < HEAD_LIMIT ? head.toByteArray() : tail;
    String line =
        new String(end, StandardCharsets.UTF_8)
            .lines()
            .filter(text -> !text.isBlank())
            .reduce("", (_, last) -> last);
    String clean = line.replaceAll("\\p{Cntrl}", " ").strip();
    return clean.length() <= LINE_LIMIT ? clean : clean.substring(0, LINE_LIMIT);
  }

  private void keep(byte[] bytes) {
    head.write(bytes, 0, Math.min(bytes.length, HEAD_LIMIT - head.size()));
    byte[] both = Arrays.copyOf(tail, tail.length + bytes.length);
    System.arraycopy(bytes, 0, both, tail.length, bytes.length);
    tail = Arrays.copyOfRange(both, Math.max(0, both.length - TAIL_LIMIT), both.length);
  }
}
