package io.baton.engine;

import static io.baton.engine.Segment.config;
import static io.baton.engine.Segment.instance;
import static io.baton.engine.Segment.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Secret;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.AdvertisementCodec;
import io.baton.wire.ChecksumForm;
import io.baton.wire.Datagram;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of advertisements that must have no effect: they move nothing and are counted.
class ReceptionTest {

  private static final Authentication RIGHT = Authentication.password("right");
  private static final Authentication WRONG = Authentication.password("wrong");

  private final Segment segment = new Segment();
  private final SimulatedNode node =
      segment.node(1, config(instance(100).password(new Secret("right"))));

  private static byte[] message(
      VrrpVersion version, int vrid, int intervalCs, Authentication authentication) {
    var advert =
        new Advertisement(
            version,
            new Vrid(vrid),
            new Priority(200),
            intervalCs,
            List.of(Segment.VIRTUAL),
            authentication);
    var form = version == VrrpVersion.V2 ? ChecksumForm.MESSAGE : ChecksumForm.PSEUDO_HEADER;
    return AdvertisementCodec.encode(advert, source(9), AdvertisementCodec.GROUP_IPV4, form);
  }

  private static byte[] v2(int vrid, Authentication authentication) {
    return message(VrrpVersion.V2, vrid, 100, authentication);
  }

  private static InetAddress source(int number) {
    return InetAddress.ofLiteral("10.0.0." + number);
  }

  private void hear(byte[] message) {
    hear(9, 255, message);
  }

  private void hear(int from, int hopLimit, byte[] message) {
    node.hear(new Datagram(source(from), AdvertisementCodec.GROUP_IPV4, hopLimit, message));
  }

  private static byte[] with(byte[] message, int offset, int octet) {
    var changed = message.clone();
    changed[offset] = (byte) octet;
    return changed;
  }

  @Test
  @Rfc("E9")
  void discardedAdvertisementsDoNotResetTheTimer() {
    // Given
    node.start();

    // When
    for (int i = 0; i < 36; i++) {
      segment.pass(0.1);
      hear(v2(51, WRONG));
      hear(with(v2(51, RIGHT), 6, 0));
      hear(9, 254, v2(51, RIGHT));
    }
    boolean early = node.isActive();
    segment.pass(0.01);

    // Then
    assertThat(early).isFalse();
    assertThat(node.isActive()).isTrue();
  }

  @Test
  @Rfc("E9")
  void anAcceptedOneDoesResetIt() {
    // Given
    node.start();
    segment.pass(3);

    // When
    hear(v2(51, RIGHT));
    segment.pass(3.6);

    // Then
    assertThat(node.isActive()).isFalse();
  }

  @Test
  @Rfc("B4")
  void anotherVirtualRoutersAdvertisementsAreNoneOfOurs() {
    // Given
    node.start();

    // When
    for (int i = 0; i < 37; i++) {
      segment.pass(0.1);
      hear(v2(52, RIGHT));
    }

    // Then
    assertThat(node.isActive()).isTrue();
    assertThat(status(node).counters().received()).isZero();
    assertThat(status(node).counters().refused()).isEmpty();
  }

  @Test
  @Rfc("E21")
  void twoOwnersStayActiveAndEachCountsTheOther() {
    // Given
    var one = segment.node(2, config(instance(255)));
    var other = segment.node(3, config(instance(255)));

    // When
    one.start();
    other.start();
    segment.pass(10);

    // Then
    for (var owner : List.of(one, other)) {
      assertThat(owner.isActive()).isTrue();
      assertThat(status(owner).counters().refused()).containsOnlyKeys(Refusal.OWNER);
    }
  }

  @Test
  @Rfc("H7")
  void differentIntervalsOfVersion2AreToldOnBothSides() {
    // Given
    var one = segment.node(2, config(instance(200)));
    var other = segment.node(3, config(instance(100).advertInterval(Duration.ofSeconds(2))));

    // When
    one.start();
    other.start();
    segment.pass(15);

    // Then
    assertThat(one.told(Observation.IntervalMismatch.class).getFirst())
        .returns(source(3), Observation.IntervalMismatch::source)
        .returns(200, Observation.IntervalMismatch::theirIntervalCs)
        .returns(100, Observation.IntervalMismatch::ownIntervalCs);
    assertThat(other.told(Observation.IntervalMismatch.class)).isNotEmpty();
  }

  @Test
  @Rfc("H9")
  void refusalsAreCountedForEachOfTheSourcesHeardLast() {
    // Given
    node.start();

    // When
    hear(7, 255, v2(51, WRONG));
    hear(8, 255, v2(51, WRONG));
    hear(8, 255, v2(51, WRONG));

    // Then
    assertThat(status(node).counters().refusedBySource())
        .isEqualTo(
            Map.of(
                "10.0.0.7", Map.of(Refusal.AUTHENTICATION_FAILED, 1L),
                "10.0.0.8", Map.of(Refusal.AUTHENTICATION_FAILED, 2L)));

    // When
    for (int i = 100; i < 200; i++) {
      hear(i, 255, v2(51, WRONG));
    }

    // Then
    assertThat(status(node).counters().refusedBySource())
        .hasSize(16)
        .containsKey("10.0.0.199")
        .doesNotContainKey("10.0.0.8");
  }

  @Test
  @Rfc("H10")
  void everyKindOfRefusalIsCounted() {
    // Given
    node.start();
    var right = v2(51, RIGHT);

    // When
    hear(9, 254, right);
    hear(with(right, 0, 0x41));
    hear(with(right, 0, 0x22));
    hear(Arrays.copyOf(right, 12));
    hear(with(right, 6, right[6] ^ 1));
    hear(message(VrrpVersion.V3, 51, 100, Authentication.NONE));
    hear(message(VrrpVersion.V2, 51, 200, RIGHT));
    hear(v2(51, Authentication.NONE));
    hear(v2(51, WRONG));
    hear(1, 255, right);

    // Then
    var counted = new EnumMap<Refusal, Long>(Refusal.class);
    counted.putAll(status(node).counters().refused());
    node.engine().snapshot().channels().forEach(c -> counted.putAll(c.refused()));
    counted.values().removeIf(count -> count == 0);
    assertThat(counted)
        .containsOnlyKeys(
            Refusal.HOP_LIMIT,
            Refusal.VERSION,
            Refusal.TYPE,
            Refusal.LENGTH,
            Refusal.CHECKSUM,
            Refusal.VERSION_MISMATCH,
            Refusal.INTERVAL_MISMATCH,
            Refusal.AUTHENTICATION_TYPE,
            Refusal.AUTHENTICATION_FAILED,
            Refusal.OWN_ADDRESS);
    assertThat(counted.values()).containsOnly(1L);
  }

  @Test
  @Rfc("H10")
  void whatIsSentAndReceivedIsCountedAndResignationsOnTheirOwn() {
    // Given
    var active = segment.node(2, config(instance(200)));
    var backup = segment.node(3, config(instance(100)));
    active.start();
    segment.pass(5);
    backup.start();
    segment.pass(5);
    var sent = status(active).counters();

    // When
    active.stop();
    segment.pass(0.1);

    // Then
    assertThat(sent.sent()).isBetween(6L, 8L);
    assertThat(sent.resignsSent()).isZero();
    assertThat(status(backup).counters().received()).isBetween(5L, 7L);
    assertThat(status(backup).counters().resignsReceived()).isEqualTo(1);
  }
}
