package io.baton.cli;

import io.baton.notify.ClientTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the daemon is, and who asks it. Without a name, a token or a certificate, whoever can read
/// the secret that the daemon leaves in its state folder is its administrator; it is shown to this
/// host only.
final class Connection {

  private static final String LOCAL_USER = "local";
  private static final String LOCAL_FILE = "local.password";
  private static final int MOST_BYTES = 64 * 1024;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:BATON_URL:-http://127.0.0.1:8080}",
      description = "where the daemon is (default: $BATON_URL, or http://127.0.0.1:8080)")
  private String url;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "a name of the daemon's password file")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "its first line is the password; - or nothing: standard input")
  private @Nullable String passwordFile;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "holds a token of the identity provider")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "PEM: the certificates that the daemon's must come from")
  private @Nullable Path caFile;

  @Option(
      names = "--cert-file",
      paramLabel = "FILE",
      description = "PEM: a certificate that the daemon knows this user by; needs --key-file")
  private @Nullable Path certFile;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "PEM: the key of --cert-file, PKCS #8 without a passphrase")
  private @Nullable Path keyFile;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = "/var/lib/baton",
      description = "of the daemon on this host, for its local secret (default: ${DEFAULT-VALUE})")
  private Path stateDir;

  RestClient open() {
    URI base = base();
    return new RestClient(base, authorization(base), tls());
  }

  private @Nullable SSLContext tls() {
    if ((certFile == null) != (keyFile == null)) {
      throw ClientFailure.usage("--cert-file and --key-file belong together");
    }
    try {
      return ClientTls.context(path(caFile), path(certFile), path(keyFile));
    } catch (NoSuchFileException e) {
      throw ClientFailure.usage(e.getMessage() + ": no such file");
    } catch (AccessDeniedException e) {
      throw ClientFailure.usage(e.getMessage() + ": not readable by this user");
    } catch (IOException | GeneralSecurityException e) {
      throw ClientFailure.usage("--ca-file, --cert-file or --key-file: " + e.getMessage());
    }
  }

  private static @Nullable String path(@Nullable Path file) {
    return file == null ? null : file.toString();
  }

  private URI base() {
    URI base;
    try {
      base = URI.create(url.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw ClientFailure.usage("--url " + url + " is no URL");
    }
    String scheme = String.valueOf(base.getScheme());
    if (base.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw ClientFailure.usage(
          "--url " + url + ": http://HOST:PORT or https://HOST:PORT is right");
    }
    return base;
  }

  private Optional<String> authorization(URI base) {
    if (tokenFile != null) {
      requirePrivacy(base);
      return Optional.of("Bearer " + text(tokenFile).strip());
    }
    if (user != null) {
      requirePrivacy(base);
      return Optional.of(basic(user, password()));
    }
    if (certFile != null) {
      return Optional.empty();
    }
    return isThisHost(base) ? localSecret().map(s -> basic(LOCAL_USER, s)) : Optional.empty();
  }

  /// What proves who somebody is does not cross a network in the clear.
  private static void requirePrivacy(URI base) {
    if (!base.getScheme().equals("https") && !isThisHost(base)) {
      throw ClientFailure.usage("a password or token is sent to another host over https only");
    }
  }

  private static boolean isThisHost(URI base) {
    String host = base.getHost().replaceAll("[\\[\\]]", "");
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private String password() {
    if (passwordFile == null || passwordFile.equals("-")) {
      return Terminal.password("Password of " + user + ": ");
    }
    return text(Path.of(passwordFile)).lines().findFirst().orElse("");
  }

  private Optional<String> localSecret() {
    try {
      return Optional.of(Files.readString(stateDir.resolve(LOCAL_FILE)).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw ClientFailure.usage(file + " is too large for what it should hold");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw ClientFailure.usage(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw ClientFailure.usage(file + ": not readable by this user");
    } catch (IOException e) {
      throw ClientFailure.usage(file + ": " + e.getMessage());
    }
  }
}
