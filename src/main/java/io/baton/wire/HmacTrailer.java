package io.baton.wire;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Advertisement;
import io.baton.wire.HmacVerification.Malformed;
import io.baton.wire.HmacVerification.Mismatch;
import io.baton.wire.HmacVerification.Missing;
import io.baton.wire.HmacVerification.UnknownKey;
import io.baton.wire.HmacVerification.Valid;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature after an advertisement that keepalived 2.4.1 and later call `auth_hmac`
/// (draft-cassen-vrrp-auth-hmac): 28 octets after the message.
///
/// ```
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   0 | Type 1=SHA-256|    Key Id     |         Reserved, 0           |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   4 |                       Stamp, see HmacStamp                    |
///   8 |                                                               |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  12 |      the first 16 octets of the HMAC, to the end              |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// The HMAC runs over a header that is not sent, then over the message with a checksum of zero,
/// then over the trailer with a HMAC of zero. The header has 20 octets: 4 or 6 for the version of
/// IP, the version of VRRP, the VRID, 0, and the source address, filled up with zeros to 16. The IP
/// header and so the destination are not covered: one signed message goes to every peer.
///
/// Over IPv4 the checksum is of the message alone; over IPv6, where the kernel makes it, it is of
/// the message and the trailer.
public final class HmacTrailer {

  /// By how much the trailer makes a message longer.
  public static final int OCTETS = 28;

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte TYPE_SHA256 = 1;
  private static final int STAMP_OFFSET = 4;
  private static final int HMAC_OFFSET = 12;
  private static final int HMAC_OCTETS = 16;
  private static final int COVERED_HEADER_OCTETS = 20;
  private static final int SOURCE_OFFSET = 4;
  private static final int MESSAGE_HEADER_OCTETS = 8;
  private static final int AUTHENTICATION_OCTETS = 8;
  private static final int CHECKSUM_OFFSET = 6;

  private HmacTrailer() {}

  /// A message and its trailer, ready to be sent.
  ///
  /// @param message as the codec wrote it, checksum included
  /// @param source the address it will be sent from, which the HMAC covers
  /// @param stamp greater than that of the message before, see `HmacStamp.next`
  public static byte[] sign(
      byte[] message, InetAddress source, InetAddress destination, HmacKey key, long stamp) {
    var signed = ByteBuffer.allocate(message.length + OCTETS);
    signed.put(message).put(TYPE_SHA256).put((byte) key.id()).putShort((short) 0).putLong(stamp);
    signed.put(hmac(key, source, signed.array(), message.length));
    if (AddressFamily.of(destination) == AddressFamily.IPV6) {
      signed.putShort(CHECKSUM_OFFSET, (short) 0);
      int length = signed.capacity();
      int sum =
          Checksum.sum(signed.array(), 0, length)
              + Checksum.pseudoHeader(source, destination, IpHeader.PROTOCOL_VRRP, length);
      signed.putShort(CHECKSUM_OFFSET, (short) Checksum.of(sum));
    }
    return signed.array();
  }

  /// Looks for a trailer and checks it. Never throws, whatever the octets are. Whether it is a
  /// repetition is the question of `ReplayWindow`.
  ///
  /// @param advertisement what the codec read from the datagram: it says where the message ends
  /// @param keys all that are accepted, of distinct ids
  public static HmacVerification verify(
      Datagram datagram, Advertisement advertisement, Collection<HmacKey> keys) {
    byte[] octets = datagram.message();
    int length = length(advertisement, AddressFamily.of(datagram.source()));
    int rest = octets.length - length;
    if (rest <= 0) {
      return new Missing();
    }
    if (rest != OCTETS) {
      return new Malformed("%d octets after the message, not %d".formatted(rest, OCTETS));
    }
    var trailer = ByteBuffer.wrap(octets, length, OCTETS).slice();
    if (trailer.get(0) != TYPE_SHA256 || trailer.getShort(2) != 0) {
      return new Malformed("type %d, reserved %d".formatted(trailer.get(0), trailer.getShort(2)));
    }
    int keyId = trailer.get(1) & 0xff;
    var key = keys.stream().filter(candidate -> candidate.id() == keyId).findFirst();
    if (key.isEmpty()) {
      return new UnknownKey(keyId);
    }
    var received = new byte[HMAC_OCTETS];
    trailer.get(HMAC_OFFSET, received);
    // In the same time wherever they differ, so that nobody learns how much of a guess is right.
    return MessageDigest.isEqual(received, hmac(key.get(), datagram.source(), octets, length))
        ? new Valid(keyId, trailer.getLong(STAMP_OFFSET))
        : new Mismatch(keyId);
  }

  private static int length(Advertisement advertisement, AddressFamily family) {
    int octets = MESSAGE_HEADER_OCTETS + advertisement.addresses().size() * family.octets();
    return switch (advertisement.version()) {
      case V2 -> octets + AUTHENTICATION_OCTETS;
      case V3 -> octets;
    };
  }

  /// @param octets the message of that length and its trailer, the latter's HMAC not yet in place
  private static byte[] hmac(HmacKey key, InetAddress source, byte[] octets, int length) {
    var covered = ByteBuffer.allocate(COVERED_HEADER_OCTETS + length + OCTETS);
    covered.put(ipVersion(AddressFamily.of(source)));
    covered.put((byte) (octets[0] >>> 4 & 0xf)).put(octets[1]).put((byte) 0);
    covered.put(SOURCE_OFFSET, source.getAddress());
    covered.put(COVERED_HEADER_OCTETS, octets, 0, length + HMAC_OFFSET);
    covered.putShort(COVERED_HEADER_OCTETS + CHECKSUM_OFFSET, (short) 0);
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.secret(), ALGORITHM));
      return Arrays.copyOf(mac.doFinal(covered.array()), HMAC_OCTETS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte ipVersion(AddressFamily family) {
    return switch (family) {
      case IPV4 -> 4;
      case IPV6 -> 6;
    };
  }
}
