package io.baton.wire;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.IpText;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.DecodeResult.Decoded;
import io.baton.wire.DecodeResult.Reason;
import io.baton.wire.DecodeResult.Rejected;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// VRRP messages and advertisements.
///
/// Version 3, RFC 9568 section 5.1. The length is 8 + count x 4 (IPv4) or 16 (IPv6):
///
/// ```
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   0 |Version| Type  | Virtual Rtr ID|   Priority    |IPvX Addr Count|
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   4 |Reserve| Max Advertise Interval|           Checksum            |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   8 |                        IPvX Addresses ...                     |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// Version 2, RFC 3768 section 5.1, IPv4 only. The length is 16 + count x 4:
///
/// ```
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   0 |Version| Type  | Virtual Rtr ID|   Priority    | Count IP Addrs|
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   4 |   Auth Type   | Adver Int (s) |           Checksum            |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///   8 |                         IP Addresses ...                      |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///     |               Authentication Data, 8 octets, last             |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
public final class AdvertisementCodec {

  /// The multicast groups of RFC 9568 sections 5.1.1.2 and 5.1.2.2.
  public static final InetAddress GROUP_IPV4 = InetAddress.ofLiteral("224.0.0.18");

  public static final InetAddress GROUP_IPV6 = InetAddress.ofLiteral("ff02::12");

  private static final int HEADER_OCTETS = 8;
  private static final int CHECKSUM_OFFSET = 6;
  private static final int AUTHENTICATION_OCTETS = 8;
  private static final int TYPE_ADVERTISEMENT = 1;
  private static final int INTERVAL_MASK = 0x0fff;
  private static final int CENTISECONDS_PER_SECOND = 100;

  private AdvertisementCodec() {}

  /// The multicast group of a family.
  public static InetAddress group(AddressFamily family) {
    return switch (family) {
      case IPV4 -> GROUP_IPV4;
      case IPV6 -> GROUP_IPV6;
    };
  }

  /// Reads a datagram, in the order of RFC 9568 section 7.1: hop limit, version, type, length,
  /// checksum, then the fields. Never throws, whatever the octets are. What only an instance can
  /// know (its version, password, interval) is not checked here.
  public static DecodeResult decode(Datagram datagram) {
    byte[] message = datagram.message();
    if (datagram.destination().isMulticastAddress() && datagram.hopLimit() != IpHeader.HOP_LIMIT) {
      return new Rejected(Reason.HOP_LIMIT, "hop limit " + datagram.hopLimit() + ", not 255");
    }
    if (message.length == 0) {
      return new Rejected(Reason.LENGTH, "no octets");
    }
    var family = AddressFamily.of(datagram.destination());
    var version = version(message[0] >>> 4 & 0xf, family);
    if (version == null) {
      return new Rejected(
          Reason.VERSION, "version " + (message[0] >>> 4 & 0xf) + " over " + family);
    }
    if ((message[0] & 0xf) != TYPE_ADVERTISEMENT) {
      return new Rejected(Reason.TYPE, "type " + (message[0] & 0xf) + ", not 1");
    }
    if (message.length < HEADER_OCTETS) {
      return new Rejected(Reason.LENGTH, message.length + " octets, at least 8 are needed");
    }
    int length = length(version, family, message[3] & 0xff);
    if (message.length < length) {
      return new Rejected(
          Reason.LENGTH, message.length + " octets, " + length + " by its address count");
    }
    var form = checksumForm(version, datagram, length);
    return form == null
        ? new Rejected(Reason.CHECKSUM, "checksum " + hex(unsignedShort(message, CHECKSUM_OFFSET)))
        : fields(version, family, message, form);
  }

  private static @Nullable VrrpVersion version(int number, AddressFamily family) {
    return switch (number) {
      case 3 -> VrrpVersion.V3;
      case 2 -> family == AddressFamily.IPV4 ? VrrpVersion.V2 : null;
      default -> null;
    };
  }

  private static int length(VrrpVersion version, AddressFamily family, int count) {
    int octets = HEADER_OCTETS + count * family.octets();
    return switch (version) {
      case V2 -> octets + AUTHENTICATION_OCTETS;
      case V3 -> octets;
    };
  }

  /// The form whose sum is right, the usual ones first. What follows the message proper, padding or
  /// a keepalived HMAC trailer, is outside the sum.
  private static @Nullable ChecksumForm checksumForm(
      VrrpVersion version, Datagram datagram, int length) {
    int sum = Checksum.sum(datagram.message(), 0, length);
    if (version == VrrpVersion.V2) {
      return Checksum.isValid(sum) ? ChecksumForm.MESSAGE : null;
    }
    var source = datagram.source();
    var destination = datagram.destination();
    if (Checksum.isValid(sum + pseudoHeader(source, destination, length))) {
      return ChecksumForm.PSEUDO_HEADER;
    }
    if (destination instanceof Inet6Address && isValidWithTrailer(datagram)) {
      return ChecksumForm.PSEUDO_HEADER;
    }
    if (destination instanceof Inet4Address && Checksum.isValid(sum)) {
      return ChecksumForm.MESSAGE;
    }
    var group = group(AddressFamily.of(destination));
    if (!destination.isMulticastAddress()
        && Checksum.isValid(sum + pseudoHeader(source, group, length))) {
      return ChecksumForm.MULTICAST_PSEUDO_HEADER;
    }
    return null;
  }

  /// Over IPv6 the kernel of the sender sums all that follows the header, a signature too.
  private static boolean isValidWithTrailer(Datagram datagram) {
    byte[] all = datagram.message();
    int sum = Checksum.sum(all, 0, all.length);
    return Checksum.isValid(
        sum + pseudoHeader(datagram.source(), datagram.destination(), all.length));
  }

  private static int pseudoHeader(InetAddress source, InetAddress destination, int length) {
    return Checksum.pseudoHeader(source, destination, IpHeader.PROTOCOL_VRRP, length);
  }

  private static DecodeResult fields(
      VrrpVersion version, AddressFamily family, byte[] message, ChecksumForm form) {
    int vrid = message[1] & 0xff;
    if (vrid == 0) {
      return new Rejected(Reason.VRID, "VRID 0");
    }
    int count = message[3] & 0xff;
    if (count == 0) {
      return new Rejected(Reason.ADDRESS_COUNT, "no address");
    }
    int interval =
        switch (version) {
          case V2 -> (message[5] & 0xff) * CENTISECONDS_PER_SECOND;
          case V3 -> unsignedShort(message, 4) & INTERVAL_MASK;
        };
    if (interval == 0) {
      return new Rejected(Reason.INTERVAL_ZERO, "interval 0");
    }
    var advertisement =
        new Advertisement(
            version,
            new Vrid(vrid),
            new Priority(message[2] & 0xff),
            interval,
            addresses(family, message, count),
            authentication(version, message, count));
    return new Decoded(advertisement, form);
  }

  private static List<InetAddress> addresses(AddressFamily family, byte[] message, int count) {
    var addresses = new InetAddress[count];
    int size = family.octets();
    for (int i = 0; i < count; i++) {
      int from = HEADER_OCTETS + i * size;
      addresses[i] = address(family, Arrays.copyOfRange(message, from, from + size));
    }
    return List.of(addresses);
  }

  /// `InetAddress.getByAddress` would turn an IPv4-mapped IPv6 address into one of the other
  /// family.
  static InetAddress address(AddressFamily family, byte[] octets) {
    try {
      return switch (family) {
        case IPV4 -> InetAddress.getByAddress(octets);
        case IPV6 -> Inet6Address.getByAddress(null, octets, -1);
      };
    } catch (UnknownHostException e) {
      throw new IllegalStateException("only a wrong length is refused", e);
    }
  }

  private static Authentication authentication(VrrpVersion version, byte[] message, int count) {
    return switch (version) {
      case V2 -> {
        long data = 0;
        int from = HEADER_OCTETS + count * AddressFamily.IPV4.octets();
        for (int i = from; i < from + AUTHENTICATION_OCTETS; i++) {
          data = data << 8 | (message[i] & 0xff);
        }
        yield new Authentication(message[4] & 0xff, data);
      }
      case V3 -> Authentication.NONE;
    };
  }

  private static int unsignedShort(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
  }

  private static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }

  /// Writes a message, checksum included.
  ///
  /// @param source the address it will be sent from: part of the pseudo-header
  /// @param destination the address it will be sent to; its family must be that of the addresses
  /// @param form what is summed where the protocol leaves a choice, which is version 3 only.
  ///   Version 2 always sums the message alone, and IPv6 never does
  public static byte[] encode(
      Advertisement advertisement, InetAddress source, InetAddress destination, ChecksumForm form) {
    var family = AddressFamily.of(destination);
    checkFamily(advertisement, family);
    var version = advertisement.version();
    int count = advertisement.addresses().size();
    int length = length(version, family, count);
    var buffer = ByteBuffer.allocate(length);
    buffer.put((byte) (version.number() << 4 | TYPE_ADVERTISEMENT));
    buffer.put((byte) advertisement.vrid().value());
    buffer.put((byte) advertisement.priority().value());
    buffer.put((byte) count);
    switch (version) {
      case V2 -> {
        buffer.put((byte) advertisement.authentication().type());
        buffer.put((byte) (advertisement.maxAdvertiseIntervalCs() / CENTISECONDS_PER_SECOND));
      }
      case V3 -> buffer.putShort((short) advertisement.maxAdvertiseIntervalCs());
    }
    buffer.putShort((short) 0);
    for (InetAddress address : advertisement.addresses()) {
      buffer.put(address.getAddress());
    }
    if (version == VrrpVersion.V2) {
      buffer.putLong(advertisement.authentication().data());
    }
    int sum =
        Checksum.sum(buffer.array(), 0, length)
            + covered(version, source, destination, form, length);
    buffer.putShort(CHECKSUM_OFFSET, (short) Checksum.of(sum));
    return buffer.array();
  }

  private static void checkFamily(Advertisement advertisement, AddressFamily family) {
    if (advertisement.version() == VrrpVersion.V2 && family != AddressFamily.IPV4) {
      throw new IllegalArgumentException("version 2 knows IPv4 only");
    }
    for (InetAddress address : advertisement.addresses()) {
      if (AddressFamily.of(address) != family) {
        throw new IllegalArgumentException(
            "%s cannot be advertised over %s".formatted(IpText.of(address), family));
      }
    }
  }

  /// The sum of what the checksum covers besides the message.
  private static int covered(
      VrrpVersion version,
      InetAddress source,
      InetAddress destination,
      ChecksumForm form,
      int length) {
    if (version == VrrpVersion.V2) {
      return 0;
    }
    var family = AddressFamily.of(destination);
    return switch (form) {
      case MESSAGE -> family == AddressFamily.IPV4 ? 0 : pseudoHeader(source, destination, length);
      case PSEUDO_HEADER -> pseudoHeader(source, destination, length);
      case MULTICAST_PSEUDO_HEADER -> pseudoHeader(source, group(family), length);
    };
  }
}
