package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A `HookReceiver` on a host, which can be switched off, switched on and made to hang.
final class Hook implements AutoCloseable {

  private final Host host;
  private final String name;
  private final int port;
  private final Path notes;
  private @Nullable Process process;

  Hook(Host host, Path folder, String name, int port) {
    this.host = host;
    this.name = name;
    this.port = port;
    this.notes = folder.resolve(name + ".notes");
  }

  /// One request that came in.
  ///
  /// @param at when, since the epoch
  record Taken(long at, String id, String timestamp, String signature, String body)
      implements Received {

    private static Taken parse(String line) {
      var parts = line.split("\t", -1);
      return new Taken(Long.parseLong(parts[0]), parts[1], parts[2], parts[3], text(parts[4]));
    }

    private static String text(String base64) {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /// How long after it had happened the event came in.
    long delayMillis() {
      return at - Instant.parse(event().path("time").asText()).toEpochMilli();
    }

    void assertSigned(byte[] key) throws Exception {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var text = id + "." + timestamp + "." + body;
      byte[] made = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      assertThat(signature).isEqualTo("v1," + Base64.getEncoder().encodeToString(made));
    }
  }

  String url() {
    return url("127.0.0.1");
  }

  String url(String address) {
    return "http://" + address + ":" + port + "/" + name;
  }

  /// Begins; it may take a while until it listens.
  void on() {
    process =
        host.start(
            name,
            java(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            HookReceiver.class.getName(),
            Integer.toString(port),
            notes.toString());
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  void awaitListening() {
    Poll.until(name + " listens", 20, () -> Files.exists(HookReceiver.listening(notes)));
  }

  void off() throws IOException {
    var running = process;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly().onExit().join();
      Files.deleteIfExists(HookReceiver.listening(notes));
      process = null;
    }
  }

  void hang() throws IOException {
    be(HookReceiver.Mode.HANG);
  }

  void be(HookReceiver.Mode mode) throws IOException {
    answer();
    Files.createFile(mode.file(notes));
  }

  /// Takes everything in and answers 204, as at the beginning.
  void answer() throws IOException {
    for (var mode : HookReceiver.Mode.values()) {
      Files.deleteIfExists(mode.file(notes));
    }
  }

  /// Everything that came in, in order, repetitions too.
  List<Taken> taken() throws IOException {
    return Files.exists(notes)
        ? Files.readAllLines(notes).stream().map(Taken::parse).toList()
        : List.of();
  }

  /// The states of the instance that it was told, in order; a repeated event counts once.
  Map<String, String> states(String instance) throws IOException {
    var states = new LinkedHashMap<String, String>();
    for (var one : taken()) {
      var event = one.event();
      if (event.path("subject").asText().equals(instance)
          && event.path("type").asText().equals("io.baton.transition.v1")) {
        states.putIfAbsent(one.id(), event.path("data").path("to").asText());
      }
    }
    return states;
  }

  @Override
  public void close() throws IOException {
    off();
  }
}
