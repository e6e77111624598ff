package io.baton.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// A plain HTTP receiver, as a program of its own that runs inside a namespace. It notes a request
/// the moment that it is read; while the file of its notes with `.hang` exists it does not answer.
final class HookReceiver {

  private static final long PAUSE_NANOS = 10_000_000;

  private final Path notes;

  private HookReceiver(Path notes) {
    this.notes = notes;
  }

  /// Port, and the file for the notes.
  public static void main(String[] arguments) throws IOException {
    var receiver = new HookReceiver(Path.of(arguments[1]));
    var address =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0]));
    var server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", receiver::take);
    server.start();
    Files.createFile(listening(receiver.notes));
  }

  static Path hang(Path notes) {
    return notes.resolveSibling(notes.getFileName() + ".hang");
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
              headers.getFirst("webhook-id"),
              headers.getFirst("webhook-timestamp"),
              headers.getFirst("webhook-signature"),
              Base64.getEncoder().encodeToString(body)));
      while (Files.exists(hang(notes))) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private synchronized void note(String line) throws IOException {
    Files.writeString(notes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
