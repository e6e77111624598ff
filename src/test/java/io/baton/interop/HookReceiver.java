package io.baton.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A plain HTTP receiver, as a program of its own that runs inside a namespace. It notes a request
/// the moment that it is read; files beside its notes say how it behaves.
final class HookReceiver {

  private static final long PAUSE_NANOS = 10_000_000;

  private final Path notes;
  private final int port;

  /// What a receiver can be like. One mode at a time, by a file of its name.
  enum Mode {
    /// Takes a request in and does not answer.
    HANG,
    /// Takes a request in and answers 503.
    FAIL,
    /// Does not listen.
    AWAY;

    Path file(Path notes) {
      return notes.resolveSibling(notes.getFileName() + "." + name().toLowerCase(Locale.ROOT));
    }
  }

  private HookReceiver(Path notes, int port) {
    this.notes = notes;
    this.port = port;
  }

  /// Port, and the file for the notes.
  public static void main(String[] arguments) throws IOException {
    new HookReceiver(Path.of(arguments[1]), Integer.parseInt(arguments[0])).run();
  }

  private void run() throws IOException {
    HttpServer server = null;
    while (true) {
      boolean wanted = !is(Mode.AWAY);
      if (wanted && server == null) {
        server = listen();
      } else if (!wanted && server != null) {
        server.stop(0);
        Files.deleteIfExists(listening(notes));
        server = null;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private HttpServer listen() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
    Files.createFile(listening(notes));
    return server;
  }

  private boolean is(Mode mode) {
    return Files.exists(mode.file(notes));
  }

  /// Made when it listens.
  static Path listening(Path notes) {
    return notes.resolveSibling(notes.getFileName() + ".listening");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var body = exchange.getRequestBody().readAllBytes();
      note(
          String.join(
              "\t",
              Long.toString(System.currentTimeMillis()),
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              text(headers.getFirst("webhook-signature")),
              Base64.getEncoder().encodeToString(body)));
      while (is(Mode.HANG)) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      exchange.sendResponseHeaders(is(Mode.FAIL) ? 503 : 204, -1);
    }
  }

  private static String text(@Nullable String header) {
    return Objects.requireNonNullElse(header, "");
  }

  private synchronized void note(String line) throws IOException {
    Files.writeString(notes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
