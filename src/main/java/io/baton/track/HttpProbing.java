package io.baton.track;

import io.baton.config.CheckConfig.Http;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Whether an HTTP or HTTPS GET is answered as it should be. Redirects are not followed: they are
/// an answer. Every try has a connection of its own.
final class HttpProbing implements Probing {

  /// How much of a body is read.
  static final int LONGEST_BODY_OCTETS = 64 << 10;

  private static final Pattern USER_AND_QUERY = Pattern.compile("(?<=://)[^/?#@]*@|[?#].*");

  private final Http http;
  private final String target;
  private @Nullable HttpClient client;
  private boolean closed;

  HttpProbing(Http http) {
    this.http = http;
    // Both may hold secrets, and evidence is shown to everybody.
    target = USER_AND_QUERY.matcher(http.url()).replaceAll("");
  }

  @Override
  public Outcome probe(Duration limit) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(http.url())).timeout(limit).GET().build();
      return judge(client().send(request, _ -> new FirstOctets(bodyLimit())));
    } catch (HttpTimeoutException e) {
      return new Outcome(false, Texts.within(silence(), limit));
    } catch (IOException e) {
      return new Outcome(false, "GET %s: %s".formatted(target, reason(e)));
    } catch (GeneralSecurityException e) {
      return new Outcome(false, "CA file %s: %s".formatted(http.caFile(), e.getMessage()));
    }
  }

  private int bodyLimit() {
    return http.bodyContains() == null ? 0 : LONGEST_BODY_OCTETS;
  }

  private Outcome judge(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String answer = "HTTP %d from %s".formatted(status, target);
    if (!isWanted(status)) {
      return new Outcome(false, answer);
    }
    String wanted = http.bodyContains();
    // A character cut in two at the end is no match, as is right.
    boolean found =
        wanted == null || new String(response.body(), StandardCharsets.UTF_8).contains(wanted);
    return found
        ? new Outcome(true, answer)
        : new Outcome(false, answer + ", but the body does not contain \"%s\"".formatted(wanted));
  }

  private boolean isWanted(int status) {
    return http.statuses().isEmpty()
        ? status >= 200 && status <= 299
        : http.statuses().contains(status);
  }

  /// Made at the first try, so that a CA file may come later than the daemon.
  private synchronized HttpClient client() throws IOException, GeneralSecurityException {
    var present = client;
    if (present == null) {
      var builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER);
      var tls = Trust.context(http);
      present = (tls == null ? builder : builder.sslContext(tls)).build();
      if (closed) {
        present.shutdownNow();
      }
      client = present;
    }
    return present;
  }

  /// The client wraps what happened; the cause says more.
  private static String reason(IOException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      switch (at) {
        case UnresolvedAddressException _ -> {
          return Texts.reason(new UnknownHostException());
        }
        case SSLException tls -> {
          return "TLS: " + Texts.reason(tls);
        }
        default -> {}
      }
    }
    boolean isBare = failure instanceof ConnectException && failure.getMessage() == null;
    return failure.getCause() instanceof IOException cause && isBare
        ? Texts.reason(cause)
        : Texts.reason(failure);
  }

  @Override
  public String silence() {
    return "no answer from " + target;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
