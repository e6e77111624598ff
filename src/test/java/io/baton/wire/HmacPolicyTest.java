package io.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.wire.HmacDecision.Authenticated;
import io.baton.wire.HmacDecision.Reason;
import io.baton.wire.HmacDecision.Refused;
import io.baton.wire.HmacDecision.Tolerated;
import io.baton.wire.HmacPolicy.Mode;
import io.baton.wire.HmacVerification.Malformed;
import io.baton.wire.HmacVerification.Mismatch;
import io.baton.wire.HmacVerification.Missing;
import io.baton.wire.HmacVerification.UnknownKey;
import io.baton.wire.HmacVerification.Valid;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HmacPolicyTest {

  private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.11");
  private static final Instant NOW = Instant.parse("2026-11-24T07:38:39Z");
  private static final Valid REPEATED = new Valid(1, HmacStamp.at(NOW));
  private static final Valid OLD = new Valid(1, HmacStamp.at(NOW.minusSeconds(60)));

  static Stream<Arguments> complaints() {
    return Stream.of(
        Arguments.of(new Missing(), Reason.AUTH_MISSING),
        Arguments.of(new Malformed("27 octets"), Reason.AUTH_MALFORMED),
        Arguments.of(new UnknownKey(2), Reason.AUTH_UNKNOWN_KEY),
        Arguments.of(new Mismatch(1), Reason.AUTH_INVALID),
        Arguments.of(OLD, Reason.AUTH_STALE),
        Arguments.of(REPEATED, Reason.AUTH_REPLAY));
  }

  @ParameterizedTest
  @MethodSource("complaints")
  void onlyEnforcingRefuses(HmacVerification found, Reason reason) {
    // When // Then
    assertThat(decide(Mode.ENFORCE, found)).isEqualTo(new Refused(reason));
    assertThat(decide(Mode.PERMISSIVE, found)).isEqualTo(new Tolerated(reason));
    assertThat(decide(Mode.RECEIVE_ONLY, found)).isEqualTo(new Tolerated(reason));
  }

  /// By a policy that has just seen the stamp of `REPEATED`.
  private static HmacDecision decide(Mode mode, HmacVerification found) {
    var policy = new HmacPolicy(mode, ReplayWindow.time(Duration.ofSeconds(5)));
    assertThat(policy.decide(REPEATED, PEER, NOW)).isEqualTo(new Authenticated());
    return policy.decide(found, PEER, NOW);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aFreshSignatureIsGoodInEveryMode(Mode mode) {
    // When
    var decision = decide(mode, new Valid(1, HmacStamp.at(NOW.plusMillis(1))));

    // Then
    assertThat(decision).isEqualTo(new Authenticated());
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void onlyReceivingDoesNotSign(Mode mode) {
    // When // Then
    assertThat(mode.signs()).isEqualTo(mode != Mode.RECEIVE_ONLY);
  }
}
