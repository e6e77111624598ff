package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.DecodeResult.Decoded;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Random and mutated input. `-Dfuzz.cases=N` sets how many, `-Dseed=N` which.
class AdvertisementCodecFuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 200_000);
  private static final long SEED = Long.getLong("seed", 9568);

  private static final List<Capture> CAPTURES =
      Stream.of("v2-password", "v2-many", "v3-ipv4", "v3-ipv4-hmac", "v3-unicast", "v3-ipv6")
          .map(Capture::read)
          .toList();

  private static final List<ChecksumForm> FORMS = List.of(ChecksumForm.values());

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @Test
  void randomOctetsNeverThrow() {
    for (int i = 0; i < CASES / 4; i++) {
      // Given
      byte[] octets = octets(random.nextInt(80));
      if (octets.length > 0 && random.nextBoolean()) {
        octets[0] = (byte) (random.nextBoolean() ? 0x21 : 0x31);
      }
      var like = CAPTURES.get(i % CAPTURES.size()).datagram();

      // When // Then
      survives(new Datagram(like.source(), like.destination(), like.hopLimit(), octets));
    }
  }

  @Test
  void mutatedPacketsNeverThrow() {
    for (int i = 0; i < CASES / 2; i++) {
      // Given
      var capture = CAPTURES.get(i % CAPTURES.size());
      byte[] packet = mutated(capture.packet());

      // When
      var datagram = capture.isIpv4() ? IpHeader.decodeIpv4(packet) : IpHeader.decodeIpv6(packet);

      // Then
      datagram.ifPresent(this::survives);
    }
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (int i = 0; i < CASES / 4; i++) {
      // Given
      var family = random.nextBoolean() ? AddressFamily.IPV4 : AddressFamily.IPV6;
      var advertisement = advertisement(family);
      var source = address(family);
      var destination = random.nextBoolean() ? AdvertisementCodec.group(family) : address(family);
      var form = FORMS.get(random.nextInt(FORMS.size()));

      // When
      byte[] message = AdvertisementCodec.encode(advertisement, source, destination, form);
      var result = AdvertisementCodec.decode(new Datagram(source, destination, 255, message));

      // Then
      var read = result instanceof Decoded decoded ? decoded.advertisement() : null;
      if (!advertisement.equals(read)) {
        throw new AssertionError(
            "seed %d: %s to %s as %s became %s"
                .formatted(SEED, advertisement, destination, form, result));
      }
    }
  }

  /// Half of the messages get a right checksum, so that the checks behind it are reached.
  private void survives(Datagram datagram) {
    byte[] message = datagram.message();
    if (message.length >= 8 && random.nextBoolean()) {
      message[6] = message[7] = 0;
      int checksum = Checksum.of(Checksum.sum(message, 0, message.length));
      message[6] = (byte) (checksum >>> 8);
      message[7] = (byte) checksum;
    }
    try {
      if (AdvertisementCodec.decode(datagram) instanceof Decoded decoded) {
        checkWrittenBack(datagram, decoded);
      }
    } catch (RuntimeException e) {
      throw new AssertionError("seed %d: %s".formatted(SEED, describe(datagram)), e);
    }
  }

  /// What was read says all there is in a message, but for reserve bits and what follows it.
  private static void checkWrittenBack(Datagram datagram, Decoded decoded) {
    byte[] written =
        AdvertisementCodec.encode(
            decoded.advertisement(),
            datagram.source(),
            datagram.destination(),
            decoded.checksumForm());
    byte[] read = Arrays.copyOf(datagram.message(), written.length);
    boolean version3 = decoded.advertisement().version() == VrrpVersion.V3;
    if (version3 && (read[4] & 0xf0) != 0) {
      return;
    }
    assertThat(HexFormat.of().formatHex(written)).isEqualTo(HexFormat.of().formatHex(read));
  }

  private static String describe(Datagram datagram) {
    return HexFormat.of().formatHex(datagram.message()) + " to " + datagram.destination();
  }

  private byte[] mutated(byte[] packet) {
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
    }
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(packet, random.nextInt(packet.length));
      case 1 -> Arrays.copyOf(packet, packet.length + random.nextInt(32));
      default -> packet;
    };
  }

  private Advertisement advertisement(AddressFamily family) {
    var version =
        family == AddressFamily.IPV4 && random.nextBoolean() ? VrrpVersion.V2 : VrrpVersion.V3;
    int interval =
        switch (version) {
          case V2 -> 100 * random.nextInt(1, 256);
          case V3 -> random.nextInt(1, Advertisement.MAX_INTERVAL_V3_CS + 1);
        };
    var authentication =
        switch (version) {
          case V2 -> new Authentication(random.nextInt(256), random.nextLong());
          case V3 -> Authentication.NONE;
        };
    int count = random.nextInt(20) == 0 ? 255 : random.nextInt(1, 6);
    return new Advertisement(
        version,
        new Vrid(random.nextInt(1, 256)),
        new Priority(random.nextInt(256)),
        interval,
        Stream.generate(() -> address(family)).limit(count).toList(),
        authentication);
  }

  /// A unicast address.
  private InetAddress address(AddressFamily family) {
    byte[] octets = octets(family.octets());
    octets[0] &= 0x7f;
    return AdvertisementCodec.address(family, octets);
  }

  private byte[] octets(int length) {
    var octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }
}
