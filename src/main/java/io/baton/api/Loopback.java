package io.baton.api;

import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells requests that a program on this host made from those that only seem so: passed on by a
/// proxy, or made by a browser for a page from elsewhere.
final class Loopback {

  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private Loopback() {}

  static String address(RoutingContext request) {
    SocketAddress remote = request.request().remoteAddress();
    String address = remote == null ? null : remote.hostAddress();
    return address == null ? "unknown" : address;
  }

  static boolean isTrusted(RoutingContext request) {
    var headers = request.request().headers();
    return isLoopback(address(request))
        && !headers.contains("Forwarded")
        && !headers.contains("X-Forwarded-For")
        && isOwnName(host(request))
        && isOwnOrigin(headers.get("Origin"));
  }

  /// What the client calls us: the header Host, or the authority of HTTP/2.
  private static @Nullable String host(RoutingContext request) {
    HostAndPort authority = request.request().authority();
    return authority == null ? null : authority.host();
  }

  /// A name that a page has made point here is not ours.
  private static boolean isOwnName(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    return OWN_NAMES.contains(name) || isLoopback(name);
  }

  private static boolean isOwnOrigin(@Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      String host = URI.create(origin).getHost();
      return host != null && isOwnName(host);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Of a literal address; a name other than `localhost` is not looked up.
  static boolean isLoopback(String address) {
    if (address.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
