package io.baton.interop;

import io.baton.notify.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Debian's aiosmtpd on a host. It takes mail only after STARTTLS and a login.
final class Mailbox implements AutoCloseable {

  static final int PORT = 2525;
  static final String USER = "ha";
  static final String PASSWORD = "geheim";

  private final Host host;
  private final Path notes;
  private final Certificates certificates;
  private @Nullable Process process;

  /// @param address of the host, for its certificate
  Mailbox(Host host, Path folder, String address) throws Exception {
    this.host = host;
    this.notes = folder.resolve("mailbox.notes");
    this.certificates = Certificates.make(folder, "mx", "ip:" + address);
  }

  /// One mail.
  record Mail(String connection, String user, String from, List<String> to, String text) {

    private static Mail parse(String line) {
      var parts = line.split("\t", -1);
      var text = new String(Base64.getDecoder().decode(parts[4]), StandardCharsets.UTF_8);
      return new Mail(
          parts[0], parts[1], parts[2], List.of(parts[3].split(",")), text.replace("\r\n", "\n"));
    }

    /// The id of the event.
    String id() {
      return header("Message-ID").replaceFirst("^<([^@]*)@.*", "$1");
    }

    String header(String name) {
      return text.lines()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  /// Whom a client has to believe.
  Path authority() {
    return certificates.certificate();
  }

  void on() {
    process =
        host.start(
            "mailbox",
            "/usr/bin/python3",
            "src/test/resources/mail/receiver.py",
            Integer.toString(PORT),
            certificates.certificate().toString(),
            certificates.key().toString(),
            USER,
            PASSWORD,
            notes.toString());
  }

  void off() {
    var running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
      process = null;
    }
  }

  List<Mail> taken() throws IOException {
    return Files.exists(notes)
        ? Files.readAllLines(notes).stream().map(Mail::parse).toList()
        : List.of();
  }

  @Override
  public void close() {
    off();
  }
}
