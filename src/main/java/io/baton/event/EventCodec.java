package io.baton.event;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Events as records of a `RecordFile`.
final class EventCodec {

  private static final int VERSION = 1;

  private EventCodec() {}

  static byte[] encode(StoredEvent event) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(event, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  // The seconds are written too, a line above.
  @SuppressWarnings("JavaInstantGetSecondsGetNano")
  static void write(StoredEvent event, DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(event.position());
    out.writeLong(event.sequence());
    out.writeLong(event.epoch());
    out.writeLong(event.time().getEpochSecond());
    out.writeInt(event.time().getNano());
    out.writeUTF(event.id());
    out.writeUTF(event.type());
    out.writeUTF(event.source());
    out.writeUTF(event.subject());
    out.writeUTF(event.state() == null ? "" : event.state());
    writeText(event.summary(), out);
    writeText(event.text(), out);
  }

  static StoredEvent decode(byte[] payload) throws IOException {
    return read(new DataInputStream(new ByteArrayInputStream(payload)));
  }

  static StoredEvent read(DataInputStream in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("an event of version " + version);
    }
    long position = in.readLong();
    long sequence = in.readLong();
    long epoch = in.readLong();
    var time = Instant.ofEpochSecond(in.readLong(), in.readInt());
    var id = in.readUTF();
    var type = in.readUTF();
    var source = in.readUTF();
    var subject = in.readUTF();
    var state = in.readUTF();
    return new StoredEvent(
        position,
        id,
        type,
        source,
        subject,
        sequence,
        epoch,
        time,
        state.isEmpty() ? null : state,
        readText(in),
        readText(in));
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > RecordFile.LONGEST) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
