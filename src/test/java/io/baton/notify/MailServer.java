package io.baton.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// An SMTP server that takes mail only after STARTTLS and a login (RFC 3207, RFC 4954).
final class MailServer implements AutoCloseable {

  /// A mail as it came.
  record Mail(String from, List<String> to, String text) {}

  final List<Mail> mails = new CopyOnWriteArrayList<>();
  final List<String> commandsInTheClear = new CopyOnWriteArrayList<>();
  final List<String> said = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  /// Instead of the answer to the end of a mail.
  final BlockingQueue<String> planted = new LinkedBlockingQueue<>();

  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final SSLContext tls;
  private final String credentials;

  MailServer(SSLContext tls, String user, String password) throws IOException {
    this.tls = tls;
    this.credentials = "\0" + user + "\0" + password;
    this.server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("mail-server").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        var dialogue = new Dialogue(socket);
        Thread.ofVirtual().start(dialogue::run);
      }
    } catch (IOException e) {
      // The end of the test.
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private final class Dialogue {
    private Socket socket;
    private BufferedReader in;
    private boolean safe;
    private boolean known;
    private String from = "";
    private final List<String> to = new CopyOnWriteArrayList<>();

    private Dialogue(Socket socket) throws IOException {
      this.socket = socket;
      this.in = reader(socket);
    }

    void run() {
      try {
        say("220 mx.example.org ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (!safe) {
            commandsInTheClear.add(line);
          }
          said.add(line);
          command(line);
        }
        socket.close();
      } catch (IOException e) {
        // The client has gone.
      }
    }

    private void command(String line) throws IOException {
      String verb = line.replaceFirst("[ :].*", "").toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO" -> say(safe ? "250-mx\r\n250 AUTH PLAIN" : "250-mx\r\n250 STARTTLS");
        case "STARTTLS" -> startTls();
        case "AUTH" -> login(line.substring(line.lastIndexOf(' ') + 1));
        case "MAIL" -> {
          from = line;
          say(known ? "250 ok" : "530 log in first");
        }
        case "RCPT" -> {
          boolean exists = !line.contains("nobody");
          if (exists) {
            to.add(line);
          }
          say(exists ? "250 ok" : "550 no such user");
        }
        case "DATA" -> data();
        case "QUIT" -> {
          say("221 bye");
          socket.close();
        }
        default -> say("250 ok");
      }
    }

    private void startTls() throws IOException {
      say("220 go ahead");
      var upgraded = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, 0, true);
      upgraded.setUseClientMode(false);
      upgraded.startHandshake();
      socket = upgraded;
      in = reader(upgraded);
      safe = true;
    }

    private void login(String base64) throws IOException {
      String given = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      known = given.equals(credentials);
      say(known ? "235 welcome" : "535 wrong");
    }

    private void data() throws IOException {
      say("354 go on");
      var text = new StringBuilder();
      for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
        text.append(line).append('\n');
      }
      String answer = planted.poll();
      if (answer == null) {
        mails.add(new Mail(from, List.copyOf(to), text.toString()));
      }
      to.clear();
      say(answer == null ? "250 taken" : answer);
    }

    private void say(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
  }
}
