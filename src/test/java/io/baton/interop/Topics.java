package io.baton.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker on a host, at an address that can be taken away from it.
final class Topics implements AutoCloseable {

  private final Host host;
  private final Path folder;
  private final String address;
  private final int port;
  private final List<String> topics;
  private @Nullable Process process;

  /// @param address in 10.9.0.0/24, of nobody yet
  Topics(Host host, Path folder, String address, int port, String... topics) {
    this.host = host;
    this.folder = folder;
    this.address = address;
    this.port = port;
    this.topics = List.of(topics);
  }

  /// One record.
  record Taken(String topic, String key, String contentType, String header, String body)
      implements Received {

    private static Taken parse(String line) {
      var parts = line.split("\t", -1);
      var body = new String(Base64.getDecoder().decode(parts[4]), StandardCharsets.UTF_8);
      return new Taken(parts[0], parts[1], parts[2], parts[3], body);
    }

    boolean isStructured() {
      return contentType.startsWith("application/cloudevents+json");
    }

    @Override
    public String id() {
      return isStructured() ? event().path("id").asText() : header;
    }
  }

  String servers() {
    return address + ":" + port;
  }

  private Path notes() {
    return folder.resolve("topics.notes");
  }

  void on() throws IOException {
    var temporary = Files.createDirectories(folder.resolve("broker"));
    come();
    var command = new ArrayList<>(List.of(Hook.java(), "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TopicReader.class.getName(), address, Integer.toString(port)));
    command.add(notes().toString());
    command.addAll(topics);
    process = host.start("topics", command.toArray(String[]::new));
  }

  void awaitListening() {
    Poll.until("the broker runs", 60, () -> Files.exists(notes()));
  }

  /// Nobody reaches the broker any more.
  void leave() {
    host.run("ip addr del %s/24 dev eth0".formatted(address));
  }

  void come() {
    host.run("ip addr add %s/24 dev eth0".formatted(address));
  }

  List<Taken> taken() throws IOException {
    return Files.exists(notes())
        ? Files.readAllLines(notes()).stream().map(Taken::parse).toList()
        : List.of();
  }

  @Override
  public void close() {
    var running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
      process = null;
    }
  }
}
