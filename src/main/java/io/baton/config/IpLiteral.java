package io.baton.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Strict texts of IP addresses: no names, no zones, no brackets, no short or octal IPv4 forms, no
/// IPv4 address in IPv6 clothes.
public final class IpLiteral {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private IpLiteral() {}

  /// Empty when the text is no address; never asks a name server.
  public static Optional<InetAddress> parse(String text) {
    boolean ipv4 = text.length() <= 15 && IPV4.matcher(text).matches();
    boolean ipv6 = text.length() <= 45 && text.contains(":") && IPV6.matcher(text).matches();
    if (!ipv4 && !ipv6) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return ipv4 || address instanceof Inet6Address ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Parses `ADDRESS` or `ADDRESS/LENGTH`.
  public static Optional<Prefix> parsePrefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return parse(text).map(a -> new Prefix(a, a.getAddress().length * 8));
    }
    String length = text.substring(slash + 1);
    if (!length.matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    return parse(text.substring(0, slash))
        .filter(a -> Integer.parseInt(length) <= a.getAddress().length * 8)
        .map(a -> new Prefix(a, Integer.parseInt(length)));
  }

  /// An address and the length of its network.
  public record Prefix(InetAddress address, int length) {}
}
