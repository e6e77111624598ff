package io.baton.vrrp;

import java.net.InetAddress;
import java.util.Arrays;

/// Comparing IP addresses as the protocol does.
public final class Addresses {

  private Addresses() {}

  /// RFC 9568 section 6.4.3: addresses are compared as unsigned numbers in network byte order. Both
  /// must be of one family.
  public static int compare(InetAddress left, InetAddress right) {
    return Arrays.compareUnsigned(left.getAddress(), right.getAddress());
  }
}
