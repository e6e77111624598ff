package io.baton.vrrp;

import java.net.InetAddress;
import java.util.List;

/// One VRRP advertisement, independent of its encoding. RFC 9568 section 5.2, RFC 3768 section 5.3.
///
/// @param maxAdvertiseIntervalCs centiseconds: 1 to 4095 in version 3, 100 to 25 500 in whole
///   seconds in version 2
/// @param addresses the virtual addresses, at most 255, all of one family
/// @param authentication version 2 only, else `NONE`
public record Advertisement(
    VrrpVersion version,
    Vrid vrid,
    Priority priority,
    int maxAdvertiseIntervalCs,
    List<InetAddress> addresses,
    Authentication authentication) {

  /// The field is 12 bits wide: RFC 9568 section 5.2.7.
  public static final int MAX_INTERVAL_V3_CS = 4095;

  /// The field is 8 bits of seconds: RFC 3768 section 5.3.7.
  public static final int MAX_INTERVAL_V2_CS = 25_500;

  public Advertisement {
    addresses = List.copyOf(addresses);
    if (addresses.size() > 255) {
      throw new IllegalArgumentException("an advertisement carries at most 255 addresses");
    }
    checkInterval(version, maxAdvertiseIntervalCs);
  }

  private static void checkInterval(VrrpVersion version, int centiseconds) {
    boolean fits =
        switch (version) {
          case V2 ->
              centiseconds >= 100 && centiseconds <= MAX_INTERVAL_V2_CS && centiseconds % 100 == 0;
          case V3 -> centiseconds >= 1 && centiseconds <= MAX_INTERVAL_V3_CS;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "no interval of version %d: %d cs".formatted(version.number(), centiseconds));
    }
  }
}
