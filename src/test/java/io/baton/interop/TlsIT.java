package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that is asked from another host: over TLS alone, by somebody who proves who it is.
class TlsIT {

  private static final String CONFIG = "instances: {}\n";
  private static final String URL = "https://10.9.0.1:8443";
  private static final String ISSUER = "https://id.example.org";
  private static final String SERVER = "subjectAltName=IP:10.9.0.1";
  private static final String PERSON = "extendedKeyUsage=clientAuth";

  @TempDir private Path folder;
  private Lan lan;
  private Host server;
  private Host remote;
  private Certificates known;
  private Path passwords;

  @BeforeEach
  void makeHosts() throws IOException {
    lan = new Lan(folder);
    server = lan.host("a", 1);
    remote = lan.host("b", 2);
    known = new Certificates(Files.createDirectory(folder.resolve("known")));
    known.issue("server", "before", SERVER);
    known.issue("ada", "ada", PERSON);
    passwords = folder.resolve("passwords");
    write(passwords, "ada:admin:certificate\n");
  }

  @AfterEach
  void removeHosts() {
    lan.close();
  }

  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private Map<String, String> open() {
    var environment = new HashMap<String, String>();
    environment.put("QUARKUS_HTTP_HOST", "0.0.0.0");
    environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
    environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__CERT", known.certificate("server").toString());
    environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__KEY", known.key("server").toString());
    environment.put("BATON_API_PASSWORD_FILE", passwords.toString());
    return environment;
  }

  private void start(Map<String, String> environment) {
    int before = starts();
    server.startBaton("baton.yaml", CONFIG, environment);
    Poll.until("it runs", Pair.START, () -> starts() > before);
  }

  private int starts() {
    return server.said().split("running: 0 instances", -1).length;
  }

  private record Result(int code, String text) {}

  /// From the other host.
  private Result baton(String arguments) {
    String command = "bin/baton " + arguments + " --url " + URL + " 2>&1; echo \"=$?\"";
    String output = Shell.run("ip", "netns", "exec", remote.toString(), "sh", "-c", command);
    int at = output.lastIndexOf('=');
    return new Result(Integer.parseInt(output.substring(at + 1).strip()), output.substring(0, at));
  }

  private void assertAnswer(String arguments, int code, String... texts) {
    var result = baton(arguments);
    assertThat(result.text()).as(arguments + server.said()).contains(texts);
    assertThat(result.code()).as(arguments + result.text()).isEqualTo(code);
  }

  private String ca() {
    return " --ca-file " + known.authority();
  }

  private static String as(Certificates whose, String name) {
    return " --cert-file " + whose.certificate(name) + " --key-file " + whose.key(name);
  }

  /// Whose certificate the server shows now.
  private String shown() {
    String command =
        "echo | openssl s_client -connect 10.9.0.1:8443 2>/dev/null | grep -o 'subject=.*'";
    return Shell.run("ip", "netns", "exec", remote.toString(), "sh", "-c", command).strip();
  }

  @Test
  void withoutTlsOrAnybodyWithCredentialsItIsNotOpenToTheNetwork() throws Exception {
    // Given
    var plain = Map.of("QUARKUS_HTTP_HOST", "0.0.0.0");
    Files.delete(passwords);

    // When
    server.startBaton("baton.yaml", CONFIG, plain);
    Poll.until("it is refused", Pair.START, () -> !server.isRunning());

    // Then: it says what is missing, one after the other
    assertThat(server.said()).contains("without TLS (QUARKUS_TLS_KEY_STORE_PEM__0__CERT");
    server.startBaton("baton.yaml", CONFIG, open());
    Poll.until("it is refused", Pair.START, () -> !server.isRunning());
    assertThat(server.said()).contains("baton passwd NAME >> " + passwords);
  }

  @Test
  void aCertificateIsRenewedWithoutARestart() throws Exception {
    // Given
    var environment = open();
    environment.put("QUARKUS_TLS_RELOAD_PERIOD", "30s");
    start(environment);
    assertThat(shown()).contains("before");

    // When
    renew("after");
    server.reload();

    // Then
    Poll.until("at once on SIGHUP", 15, () -> shown().contains("after"));

    // When
    renew("later");

    // Then
    Poll.until("by itself", 60, () -> shown().contains("later"));
    assertThat(server.isRunning()).isTrue();

    // When
    Files.writeString(known.certificate("server"), "no certificate\n");
    server.reload();

    // Then
    Poll.until("it is told", 15, () -> server.said().contains("the old one stays"));
    assertThat(shown()).contains("later");
  }

  private void renew(String name) throws IOException {
    known.issue(name, name, SERVER);
    Files.copy(known.key(name), known.key("server"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        known.certificate(name), known.certificate("server"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void passwordsAndTokensProveWhoAsksOverTls() throws Exception {
    // Given
    String hash = Shell.run("sh", "-c", "echo secret1 | bin/baton passwd vera").strip();
    write(passwords, hash + "\nada:admin:certificate\n");
    KeyPair provider = keys();
    Path key = folder.resolve("provider.pem");
    Files.writeString(key, pem(provider));
    var environment = open();
    environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", key.toString());
    environment.put("MP_JWT_VERIFY_ISSUER", ISSUER);
    start(environment);

    // Then: who is not believed is told no more than that
    assertAnswer("status", 3, "--ca-file says which certificates to believe");
    assertAnswer("status" + ca(), 1, "--user, --token-file");
    String http = "curl -s -m 5 http://10.9.0.1:8080/api/v1/status; echo =$?";
    assertThat(Shell.run("ip", "netns", "exec", remote.toString(), "sh", "-c", http))
        .as("nobody listens in the clear")
        .endsWith("=7\n");

    // Then: nobody is asked for a certificate that could not be told from a forged one
    assertAnswer("status" + ca() + as(known, "ada"), 1, "is known here");

    // Then: a password
    Path password = folder.resolve("password");
    write(password, "secret1\n");
    String vera = ca() + " --user vera --password-file " + password;
    assertAnswer("status" + vera, 0, "configuration 1 since");
    assertAnswer("undrain" + vera, 1, "this user may not do that");

    // Then: a token
    Path token = folder.resolve("token");
    write(token, token(provider, "operator"));
    assertAnswer("undrain" + ca() + " --token-file " + token, 0, "undrained");
    write(token, token(keys(), "operator"));
    assertAnswer("status" + ca() + " --token-file " + token, 1, "is not known there");
  }

  private static KeyPair keys() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String token(KeyPair provider, String role) {
    return Jwt.issuer(ISSUER)
        .upn("somebody@example.org")
        .groups(Set.of(role))
        .expiresIn(600)
        .sign(provider.getPrivate());
  }

  @Test
  void aCertificateOfAClientProvesWhoAsks() throws Exception {
    // Given
    var strange = new Certificates(Files.createDirectory(folder.resolve("strange")));
    strange.issue("ada", "ada", PERSON);
    known.issue("eve", "eve", PERSON);
    var environment = open();
    environment.put("QUARKUS_TLS_TRUST_STORE_PEM_CERTS", known.authority().toString());

    // When: it is taken from whoever has one
    start(environment);

    // Then
    assertAnswer("status" + ca() + as(known, "ada"), 0, "configuration 1 since");
    assertAnswer("reload" + ca() + as(known, "ada"), 0, "unchanged");
    assertAnswer("status" + ca() + as(known, "eve"), 1, "known here");
    assertAnswer("status" + ca() + as(strange, "ada"), 3, URL);
    assertAnswer("status" + ca(), 1, "--cert-file");
    assertAnswer("status" + ca() + " --key-file " + known.key("ada"), 2, "belong together");

    // When: nobody without one gets in
    server.stopDaemon();
    environment.put("BATON_API_CLIENT_CERTIFICATE_REQUIRED", "true");
    start(environment);

    // Then
    assertAnswer("status" + ca(), 3, "--cert-file and --key-file");
    assertAnswer("status" + ca() + as(known, "ada"), 0, "configuration 1 since");

    // When: the certificate is renewed, clients still have to show theirs
    renew("after");
    server.reload();
    Poll.until("renewed", 15, () -> shown().contains("after"));

    // Then
    assertAnswer("status" + ca(), 3, "--cert-file and --key-file");
    assertAnswer("status" + ca() + as(known, "ada"), 0, "configuration 1 since");
  }
}
