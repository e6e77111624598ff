package io.baton.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.baton.config.CheckConfig.Http;
import io.baton.track.Probing.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against real servers.
@Timeout(60)
class HttpProbingTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private int status = 200;
  private byte[] body = "all is well".getBytes(StandardCharsets.UTF_8);
  private boolean hangs;
  private boolean hangsAfterTheBody;
  private @Nullable HttpServer server;

  @AfterEach
  void stop() {
    end.countDown();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }

  @Test
  void anAnswerOf2xxIsGood() throws Exception {
    // Given
    status = 204;
    String url = serve();

    // When
    var outcome = probe(new Http(url, List.of(), null, null, false));

    // Then
    assertThat(outcome).isEqualTo(new Outcome(true, "HTTP 204 from " + url));
  }

  @Test
  void anotherStatusIsBadAndSaid() throws Exception {
    // Given
    status = 503;
    String url = serve();

    // When
    var outcome = probe(new Http(url, List.of(), null, null, false));

    // Then
    assertThat(outcome).isEqualTo(new Outcome(false, "HTTP 503 from " + url));
  }

  @Test
  void onlyTheWantedStatusesAreGood() throws Exception {
    // Given
    String url = serve();

    // When // Then
    assertThat(probe(new Http(url, List.of(401, 403), null, null, false)).good()).isFalse();
    status = 401;
    assertThat(probe(new Http(url, List.of(401, 403), null, null, false)).good()).isTrue();
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    // Given
    status = 302;
    String url = serve();

    // When
    var outcome = probe(new Http(url, List.of(), null, null, false));

    // Then
    assertThat(outcome).isEqualTo(new Outcome(false, "HTTP 302 from " + url));
    assertThat(asked).hasValue(1);
  }

  @Test
  void theBodyMustContainTheText() throws Exception {
    // Given
    String url = serve();

    // When
    var found = probe(new Http(url, List.of(), "is well", null, false));
    var missing = probe(new Http(url, List.of(), "is ill", null, false));

    // Then
    assertThat(found.good()).isTrue();
    assertThat(missing)
        .isEqualTo(
            new Outcome(
                false, "HTTP 200 from " + url + ", but the body does not contain \"is ill\""));
  }

  @Test
  void only64KiBOfTheBodyAreRead() throws Exception {
    // Given
    body = ("x".repeat(65_534) + "abcd" + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
    String url = serve();

    // When // Then
    assertThat(probe(new Http(url, List.of(), "xab", null, false)).good()).isTrue();
    assertThat(probe(new Http(url, List.of(), "abc", null, false)).good()).isFalse();
  }

  @Test
  void aBodyThatNobodyAskedForIsNotWaitedFor() throws Exception {
    // Given
    hangsAfterTheBody = true;
    String url = serve();

    // When // Then
    assertThat(probe(new Http(url, List.of(), null, null, false)).good()).isTrue();
  }

  @Test
  void aServerThatDoesNotAnswerIsBad() throws Exception {
    // Given
    hangs = true;
    String url = serve();
    var probing = new HttpProbing(new Http(url, List.of(), null, null, false));

    // When
    var outcome = probing.probe(Duration.ofMillis(300));
    probing.close();

    // Then
    assertThat(outcome).isEqualTo(new Outcome(false, "no answer from " + url + " within 0.3 s"));
  }

  @Test
  void aClosedPortIsRefused() throws Exception {
    // Given
    int port = closedPort();
    String url = "http://127.0.0.1:" + port + "/";

    // When
    var outcome = probe(new Http(url, List.of(), null, null, false));

    // Then
    assertThat(outcome).isEqualTo(new Outcome(false, "GET " + url + ": refused"));
  }

  @Test
  void secretsInTheAddressAreNotShown() throws Exception {
    // Given
    int port = closedPort();
    String url = "http://user:hidden@127.0.0.1:%d/health?token=hidden".formatted(port);

    // When
    var outcome = probe(new Http(url, List.of(), null, null, false));

    // Then
    assertThat(outcome.evidence())
        .isEqualTo("GET http://127.0.0.1:%d/health: refused".formatted(port));
  }

  @Test
  void anUnknownCertificateIsBadUnlessItsCaIsGivenOrAnyWillDo() throws Exception {
    // Given
    String url = serveTls("san=ip:127.0.0.1");
    String ca = folder.resolve("ca.pem").toString();

    // When
    var unknown = probe(new Http(url, List.of(), null, null, false));
    var known = probe(new Http(url, List.of(), "well", ca, false));
    var insecure = probe(new Http(url, List.of(), null, null, true));

    // Then
    assertThat(unknown.good()).isFalse();
    assertThat(unknown.evidence()).startsWith("GET " + url + ": TLS: ");
    assertThat(known).isEqualTo(new Outcome(true, "HTTP 200 from " + url));
    assertThat(insecure.good()).isTrue();
  }

  @Test
  void aCertificateForAnotherNameIsBadUnlessAnyWillDo() throws Exception {
    // Given
    String url = serveTls("san=dns:other.example");
    String ca = folder.resolve("ca.pem").toString();

    // When // Then
    assertThat(probe(new Http(url, List.of(), null, ca, false)).evidence()).contains("TLS: ");
    assertThat(probe(new Http(url, List.of(), null, null, true)).good()).isTrue();
  }

  @Test
  void aCaFileThatIsMissingOrDamagedIsSaid() throws Exception {
    // Given
    Path damaged = Files.writeString(folder.resolve("damaged.pem"), "no certificate");

    // When
    var missing = probe(new Http("https://127.0.0.1:1/", List.of(), null, "/no/ca.pem", false));
    var nonsense =
        probe(new Http("https://127.0.0.1:1/", List.of(), null, damaged.toString(), false));

    // Then
    assertThat(missing).isEqualTo(new Outcome(false, "CA file /no/ca.pem: does not exist"));
    assertThat(nonsense.evidence()).startsWith("CA file " + damaged + ": ");
  }

  private static Outcome probe(Http http) throws InterruptedException {
    var probing = new HttpProbing(http);
    try {
      return probing.probe(LIMIT);
    } finally {
      probing.close();
    }
  }

  private String serve() throws IOException {
    return serve(HttpServer.create(local(), 0), "http");
  }

  private String serve(HttpServer created, String scheme) {
    server = created;
    created.setExecutor(threads);
    created.createContext(
        "/health",
        exchange -> {
          asked.incrementAndGet();
          if (hangs) {
            await();
          }
          exchange.getResponseHeaders().add("Location", "/health");
          long length = status == 204 ? -1 : hangsAfterTheBody ? body.length + 9 : body.length;
          exchange.sendResponseHeaders(status, length);
          if (status != 204) {
            exchange.getResponseBody().write(body);
          }
          if (hangsAfterTheBody) {
            exchange.getResponseBody().flush();
            await();
          }
          exchange.close();
        });
    created.start();
    return "%s://127.0.0.1:%d/health".formatted(scheme, created.getAddress().getPort());
  }

  private void await() {
    try {
      assertThat(end.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String serveTls(String alternativeName) throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=web", "-ext", alternativeName);
    keytool(store, "-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
    var https = HttpsServer.create(local(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    return serve(https, "https");
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD), PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, String command, String... arguments) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var line = new ArrayList<>(List.of(program, command, "-alias", "web"));
    line.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
    line.addAll(List.of(arguments));
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
