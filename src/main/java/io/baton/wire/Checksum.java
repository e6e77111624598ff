package io.baton.wire;

import java.net.InetAddress;

/// The Internet checksum, RFC 1071: 16-bit ones' complement of the ones' complement sum. Sums are
/// plain numbers until they are folded; messages here are far too short to overflow an `int`.
final class Checksum {

  private static final int ALL_ONES = 0xffff;

  private Checksum() {}

  /// The sum of the 16-bit words in a range; an odd last octet is filled up with a zero.
  static int sum(byte[] octets, int from, int length) {
    int sum = 0;
    int evenEnd = from + (length & ~1);
    for (int i = from; i < evenEnd; i += 2) {
      sum += (octets[i] & 0xff) << 8 | (octets[i + 1] & 0xff);
    }
    return (length & 1) == 0 ? sum : sum + ((octets[evenEnd] & 0xff) << 8);
  }

  /// The sum of the pseudo-header of RFC 5798 section 5.2.8 and RFC 8200 section 8.1; zero words
  /// add nothing, so both families come to the same.
  static int pseudoHeader(InetAddress source, InetAddress destination, int protocol, int length) {
    byte[] from = source.getAddress();
    byte[] to = destination.getAddress();
    return sum(from, 0, from.length) + sum(to, 0, to.length) + protocol + length;
  }

  /// The value of the checksum field, from a sum in which that field was zero.
  static int of(int sum) {
    return ~fold(sum) & ALL_ONES;
  }

  /// Whether a sum that includes the checksum field is right.
  static boolean isValid(int sum) {
    return fold(sum) == ALL_ONES;
  }

  private static int fold(int sum) {
    int folded = (sum >>> 16) + (sum & ALL_ONES);
    return (folded >>> 16) + (folded & ALL_ONES);
  }
}
