package io.baton.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// An HTTPS server that answers as planted, one planted answer for each request; 200 for further
/// ones. Made of sockets, because a server proper would not misbehave.
final class Receiver implements AutoCloseable {

  /// What came in.
  record Request(String line, Map<String, String> headers, String body) {}

  static final String HANG = "hang";
  static final String RESET = "reset";
  static final String BREAK_OFF = "break off";

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();
  private final ServerSocket server;

  Receiver(SSLContext tls, boolean wantsClientCertificate) throws IOException {
    server =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    ((SSLServerSocket) server).setNeedClientAuth(wantsClientCertificate);
    Thread.ofVirtual().name("receiver").start(this::accept);
  }

  String url() {
    return "https://127.0.0.1:" + server.getLocalPort() + "/hooks/geheim?token=geheim";
  }

  void plant(String... next) {
    answers.addAll(List.of(next));
  }

  int connections() {
    return connections.getOrDefault("all", 0);
  }

  static String answer(String status, String body, String... headers) {
    var lines = new ArrayList<>(List.of("HTTP/1.1 " + status, "Content-Length: " + body.length()));
    lines.addAll(List.of(headers));
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.merge("all", 1, Integer::sum);
        Thread.ofVirtual().start(() -> serve((SSLSocket) socket));
      }
    } catch (IOException e) {
      // The end of the test.
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.startHandshake();
      while (true) {
        requests.add(read(socket.getInputStream()));
        String answer = answers.poll();
        switch (answer == null ? answer("200 OK", "thanks") : answer) {
          case HANG -> socket.getInputStream().read();
          case RESET -> {
            socket.setSoLinger(true, 0);
            return;
          }
          case BREAK_OFF -> {
            write(socket, "HTTP/1.1 20");
            return;
          }
          case String text -> write(socket, text);
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static Request read(InputStream in) throws IOException {
    String line = line(in);
    var headers = new HashMap<String, String>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
          header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
