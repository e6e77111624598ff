package io.baton.engine;

import static io.baton.engine.Segment.config;
import static io.baton.engine.Segment.instance;
import static io.baton.engine.Segment.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.HmacConfig;
import io.baton.config.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two routers that sign: keys are changed while they run, and what is repeated or forged has no
/// effect.
class SignedAdvertsTest {

  private static final HmacConfig.Key OLD = new HmacConfig.Key(1, new Secret("ab".repeat(32)));
  private static final HmacConfig.Key NEW = new HmacConfig.Key(2, new Secret("cd".repeat(32)));
  private static final HmacConfig.Key FORGED = new HmacConfig.Key(1, new Secret("ef".repeat(32)));

  private final Segment segment = new Segment();

  private static BatonConfig signed(int priority, int activeKey, HmacConfig.Key... keys) {
    return config(
        instance(priority)
            .hmac(
                new HmacConfig(
                    List.of(keys),
                    activeKey,
                    Duration.ZERO,
                    HmacConfig.AntiReplay.TIME,
                    HmacConfig.Mode.ENFORCE)));
  }

  @Test
  void keysAreChangedOneNodeAfterTheOtherWithoutASecondActiveOne() {
    // Given
    var active = segment.node(1, signed(200, 1, OLD, NEW));
    var backup = segment.node(2, signed(100, 2, OLD, NEW));
    active.start();
    backup.start();

    // When
    segment.pass(20);
    boolean follows = active.isActive() && !backup.isActive();
    active.stop();
    segment.pass(5);
    boolean tookOver = backup.isActive();
    var again = segment.node(3, signed(200, 2, NEW));
    again.start();
    segment.pass(10);

    // Then
    assertThat(follows).isTrue();
    assertThat(tookOver).isTrue();
    assertThat(again.isActive()).isTrue();
    assertThat(backup.isActive()).isFalse();
    assertThat(status(backup).counters().refused()).isEmpty();
  }

  @Test
  void aRepeatedAdvertisementIsRefused() {
    // Given
    segment.lan().trouble(0, 1);
    var active = segment.node(1, signed(200, 1, OLD));
    var backup = segment.node(2, signed(100, 1, OLD));

    // When
    active.start();
    backup.start();
    segment.pass(20);

    // Then
    var counters = status(backup).counters();
    assertThat(counters.refused()).containsOnlyKeys(Refusal.AUTH_REPLAY);
    assertThat(counters.refused().get(Refusal.AUTH_REPLAY)).isEqualTo(counters.received());
    assertThat(backup.isActive()).isFalse();
  }

  @Test
  void whoHasAnotherKeyOrNoneMovesNobody() {
    // Given
    var active = segment.node(1, signed(100, 1, OLD));
    active.start();
    segment.pass(5);

    // When
    segment.node(2, signed(200, 1, FORGED)).start();
    segment.node(3, signed(200, 2, NEW)).start();
    segment.node(4, config(instance(200))).start();
    segment.pass(10);

    // Then
    assertThat(active.isActive()).isTrue();
    assertThat(status(active).counters().refused())
        .containsOnlyKeys(Refusal.AUTH_INVALID, Refusal.AUTH_UNKNOWN_KEY, Refusal.AUTH_MISSING);
  }
}
