package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.IpText;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.DecodeResult.Decoded;
import io.baton.wire.DecodeResult.Reason;
import io.baton.wire.DecodeResult.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Checks the codec against a file of packets from many implementations, which is no part of the
/// project. Its name keeps it out of the suite; run it with
///
/// ```
/// mvn test -Dtest=VectorCheck -Dbaton.vectors=FILE
/// ```
///
/// The file is an array of objects: `id`, `expect` (`valid` or why not), and for VRRP packets
/// `vrrp` with `bytes`, `version`, `vrid`, `priority`, `addresses`, `adver_int_s` or
/// `max_adver_int_cs`, and perhaps `src`, `dst` and a hop limit. Without a source a sum with a
/// pseudo-header cannot be right: such a message must be refused for its checksum and for nothing
/// else.
class VectorCheck {

  @TestFactory
  Stream<DynamicTest> everyVectorIsReadOrRefusedAsItSays() throws IOException {
    var file = Path.of(Objects.requireNonNull(System.getProperty("baton.vectors")));
    return StreamSupport.stream(new ObjectMapper().readTree(file.toFile()).spliterator(), false)
        .filter(vector -> vector.has("vrrp"))
        .map(vector -> DynamicTest.dynamicTest(name(vector), () -> check(vector)));
  }

  private static String name(JsonNode vector) {
    return vector.path("id").asText() + ": " + vector.path("expect").asText();
  }

  private static void check(JsonNode vector) {
    // Given
    var vrrp = vector.path("vrrp");
    boolean valid = vector.path("expect").asText().equals("valid");
    boolean verifiable = vrrp.hasNonNull("src") || vrrp.path("version").asInt() == 2;

    // When
    var result = AdvertisementCodec.decode(datagram(vector));

    // Then
    switch (result) {
      case Decoded(Advertisement advertisement, _) -> {
        assertThat(valid).as("accepted: %s", advertisement).isTrue();
        checkFields(vrrp, advertisement);
      }
      case Rejected(Reason reason, String detail) ->
          assertThat(valid)
              .as("refused: %s, %s", reason, detail)
              .isEqualTo(!verifiable && reason == Reason.CHECKSUM);
    }
  }

  private static void checkFields(JsonNode vrrp, Advertisement advertisement) {
    boolean version2 = advertisement.version() == VrrpVersion.V2;
    int interval =
        version2 ? 100 * vrrp.path("adver_int_s").asInt() : vrrp.path("max_adver_int_cs").asInt();
    assertThat(advertisement.version().number()).isEqualTo(vrrp.path("version").asInt());
    assertThat(advertisement.vrid().value()).isEqualTo(vrrp.path("vrid").asInt());
    assertThat(advertisement.priority().value()).isEqualTo(vrrp.path("priority").asInt());
    assertThat(advertisement.maxAdvertiseIntervalCs()).isEqualTo(interval);
    assertThat(advertisement.addresses()).isEqualTo(addresses(vrrp));
    if (version2) {
      var authentication = advertisement.authentication();
      assertThat(authentication.type()).isEqualTo(vrrp.path("auth_type").asInt());
      assertThat("%016x".formatted(authentication.data()))
          .isEqualTo(vrrp.path("auth_data").asText());
    }
  }

  private static List<InetAddress> addresses(JsonNode vrrp) {
    var addresses = new ArrayList<InetAddress>();
    vrrp.path("addresses").forEach(node -> addresses.add(InetAddress.ofLiteral(node.asText())));
    return addresses;
  }

  private static Datagram datagram(JsonNode vector) {
    var vrrp = vector.path("vrrp");
    boolean ipv6 = vrrp.path("addresses").path(0).asText().contains(":");
    var family = ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4;
    var group = IpText.of(AdvertisementCodec.group(family));
    int hopLimit = vector.path(ipv6 ? "hop_limit" : "ip_ttl").asInt(255);
    return new Datagram(
        InetAddress.ofLiteral(vrrp.path("src").asText(ipv6 ? "::" : "0.0.0.0")),
        InetAddress.ofLiteral(vrrp.path("dst").asText(group)),
        hopLimit,
        HexFormat.of().parseHex(vrrp.path("bytes").asText()));
  }
}
