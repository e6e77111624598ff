package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Baton and keepalived elect, fail over and hand back between each other, from the same
/// configuration text, in all dialects of the protocol at once.
class KeepalivedInteropIT {

  private static final String GROUPS =
      "global_defs {\n vrrp_mcast_group4 224.0.0.200\n vrrp_mcast_group6 ff02::200\n}\n";

  /// Not to the MAC address of a group.
  private static final String ELSEWHERE =
      "!(eth.dst == 01:00:5e:00:00:12 || eth.dst == 33:33:00:00:00:12)";

  private static final String MULTICAST = "(ip.dst == 224.0.0.0/4 || ipv6.dst == ff00::/8)";

  @TempDir private Path folder;
  private Pair pair;

  @BeforeEach
  void makeHosts() {
    pair = new Pair(folder);
    for (var host : List.of(pair.first(), pair.second())) {
      int number = host == pair.first() ? 1 : 2;
      host.run("ip addr add 10.9.0.3%d/32 dev eth0".formatted(number));
    }
  }

  @AfterEach
  void removeHosts() {
    pair.close();
  }

  private void awaitAll(List<Dialect> dialects, Host holder, double seconds) {
    dialects.forEach(d -> pair.awaitHolder(d.address(), holder, seconds));
  }

  private String configOf(List<Dialect> dialects, Host host, boolean better) {
    return Dialect.config(dialects, host == pair.first() ? 1 : 2, better);
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  @Rfc({"H11", "A2", "A5", "A7", "C7", "E3"})
  void electsFailsOverAndHandsBack(Daemon preferred) {
    // Given
    var all = Dialect.all();
    var better = configOf(all, pair.first(), true);
    preferred.other().start(pair.second(), configOf(all, pair.second(), false));
    awaitAll(all, pair.second(), Pair.START);
    preferred.start(pair.first(), better);
    awaitAll(all, pair.first(), Pair.START);

    // When: the preferred one stops in order
    pair.first().stopDaemon();
    awaitAll(all, pair.second(), 2);
    var handedOver = all.stream().map(d -> pair.gap(d.address())).toList();

    // When: it comes back and preempts
    preferred.start(pair.first(), better);
    awaitAll(all, pair.first(), Pair.START);

    // When: its host dies
    var crashed = LocalDateTime.now(ZoneId.systemDefault());
    pair.first().crash();
    all.forEach(d -> Poll.until("takeover of " + d, 5, () -> pair.second().holds(d.address())));

    // Then
    for (int i = 0; i < all.size(); i++) {
      assertTimes(preferred, all.get(i), handedOver.get(i), crashed);
    }
    assertPackets(all);
  }

  private void assertTimes(
      Daemon preferred, Dialect dialect, Duration handedOver, LocalDateTime crashed) {
    var text = dialect.text();
    double skew = text.skew(Dialect.LOW);
    double down = text.down(Dialect.LOW);
    var at = pair.last(pair.second(), dialect.address()).at();
    // Baton goes when its successor has come, but not in strict mode.
    boolean handsOver = preferred == Daemon.BATON && dialect != Dialect.STRICT;
    assertThat(Pair.seconds(handedOver))
        .as("handed over " + dialect)
        .isBetween(handsOver ? -Pair.MARGIN : skew - 0.1, handsOver ? 0.1 : skew + Pair.MARGIN);
    assertThat(Pair.seconds(Duration.between(crashed, at)))
        .as("took over " + dialect)
        .isBetween(down - text.interval() - 0.1, down + Pair.MARGIN);
    assertThat(pair.longestOverlap(dialect.address(), crashed))
        .as("both had " + dialect)
        .isLessThan(Pair.MARGIN);
  }

  private void assertPackets(List<Dialect> all) {
    for (var dialect : all) {
      var own = "vrrp.virt_rtr_id == %d && ".formatted(dialect.vrid());
      var wrong = own + (dialect.isUnicast() ? MULTICAST : ELSEWHERE);
      assertThat(pair.lan().captured(own + "vrrp")).as("packets of " + dialect).isNotEmpty();
      assertThat(pair.lan().captured(wrong)).as("destination of " + dialect).isEmpty();
    }
    var ofSource = "vrrp.virt_rtr_id == " + Dialect.SOURCE.vrid();
    var other = ofSource + " && !(ip.src == 10.9.0.31 || ip.src == 10.9.0.32)";
    assertThat(pair.lan().captured(other)).isEmpty();
    pair.assertNoBadChecksum("vrrp.virt_rtr_id != %d".formatted(Dialect.UNICAST_OLD_SUM.vrid()));
    var ofOld = "vrrp.virt_rtr_id == " + Dialect.UNICAST_OLD_SUM.vrid();
    assertThat(pair.lan().captured("vrrp.checksum.status == 0 && " + ofOld)).isNotEmpty();
    assertThat(pair.lan().captured("vrrp.checksum.status == 1 && " + ofOld)).isEmpty();
  }

  /// In another multicast group than usual.
  @ParameterizedTest
  @EnumSource(Daemon.class)
  @Rfc("H11")
  void theGreaterAddressWinsBetweenEqualPriorities(Daemon lesser) {
    // Given: the two cannot hear each other, so both are active
    var four = List.of(Dialect.V2_PASSWORD, Dialect.V2_PLAIN, Dialect.V3_IPV4, Dialect.V3_IPV6);
    pair.lan().unplug(pair.first());
    lesser.start(pair.first(), GROUPS + configOf(four, pair.first(), false));
    lesser.other().start(pair.second(), GROUPS + configOf(four, pair.second(), false));
    for (var dialect : four) {
      var address = dialect.address();
      Poll.until("the lesser is active", Pair.START, () -> pair.first().holds(address));
      Poll.until("the greater is active", Pair.START, () -> pair.second().holds(address));
    }

    // When
    pair.lan().plug(pair.first());

    // Then
    awaitAll(four, pair.second(), 2 + Pair.MARGIN);
    assertThat(pair.lan().captured("vrrp && !(ip.dst == 224.0.0.200 || ipv6.dst == ff02::200)"))
        .isEmpty();
    pair.assertNoBadChecksum("vrrp");
  }
}
