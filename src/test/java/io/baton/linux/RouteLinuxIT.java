package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRoute.NextHop;
import io.baton.vrrp.VirtualRule;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Routes and rules set and taken away again, as `ip` sees them.
class RouteLinuxIT {

  private static final InetAddress GATEWAY = InetAddress.ofLiteral("10.5.0.2");

  private static Vertx vertx;
  private static TestHost left;
  private static TestHost right;

  @BeforeAll
  static void connectTwoHosts() {
    vertx = Vertx.vertx();
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    left.ip("addr add 10.5.0.1/24 dev eth0");
    left.ip("addr add 2001:db8:5::1/64 dev eth0 nodad");
  }

  @AfterAll
  static void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  @AfterEach
  void removeRoutes() {
    left.ip("route flush proto 112 table all");
    left.ip("-6 route flush proto 112 table all");
    left.ip("rule flush proto 112");
    left.ip("-6 rule flush proto 112");
  }

  @Test
  void aRouteHasAllItsDetailsAndTheMark() {
    // Given
    var route =
        new VirtualRoute(
            prefix("10.1.0.0", 16),
            VirtualRoute.UNICAST,
            GATEWAY,
            "eth0",
            InetAddress.ofLiteral("10.5.0.1"),
            1000,
            77,
            0,
            8,
            1400,
            1300,
            false,
            List.of(),
            true);

    // When
    add(route);

    // Then
    assertThat(left.ip("route show table 1000").strip())
        .isEqualToIgnoringWhitespace(
            "10.1.0.0/16 tos 0x08 via 10.5.0.2 dev eth0 proto 112 src 10.5.0.1 metric 77"
                + " mtu 1400 advmss 1300");
  }

  @Test
  void aRouteWithSeveralGatewaysIsSetAndTakenAwayInBothFamilies() {
    // Given
    var ipv4 =
        multipath(
            prefix("10.2.0.0", 16),
            new NextHop(GATEWAY, null, 1, false),
            new NextHop(InetAddress.ofLiteral("10.99.0.1"), "eth0", 3, true));
    var ipv6 =
        multipath(
            prefix("2001:db8:200::", 48),
            new NextHop(InetAddress.ofLiteral("2001:db8:5::2"), "eth0", 1, false),
            new NextHop(InetAddress.ofLiteral("2001:db8:5::3"), "eth0", 2, false));

    // When
    add(ipv4, ipv6);
    var shown = left.ip("route show proto 112") + left.ip("-6 route show proto 112");
    left.onLoop(() -> left.network.removeRoutes(List.of(ipv4, ipv6)));

    // Then
    assertThat(shown)
        .containsIgnoringWhitespaces("nexthop via 10.5.0.2 dev eth0 weight 1")
        .containsIgnoringWhitespaces("nexthop via 10.99.0.1 dev eth0 weight 3 onlink")
        .containsIgnoringWhitespaces("nexthop via 2001:db8:5::3 dev eth0 weight 2");
    assertThat(left.ip("route show proto 112") + left.ip("-6 route show proto 112")).isBlank();
  }

  @Test
  void defaultRoutesBlackholesAndGatewaysOfTheOtherFamilyWork() {
    // Given
    var defaultRoute = route(prefix("::", 0), VirtualRoute.UNICAST, "2001:db8:5::2");
    var blackhole = route(prefix("10.3.0.0", 16), VirtualRoute.BLACKHOLE, null);
    var mixed = route(prefix("10.4.0.0", 16), VirtualRoute.UNICAST, "2001:db8:5::2");

    // When
    add(defaultRoute, blackhole, mixed);
    var shown = left.ip("route show proto 112") + left.ip("-6 route show proto 112");
    left.onLoop(() -> left.network.removeRoutes(List.of(defaultRoute, blackhole, mixed)));

    // Then
    assertThat(shown)
        .containsIgnoringWhitespaces("default via 2001:db8:5::2 dev eth0")
        .contains("blackhole 10.3.0.0/16")
        .containsIgnoringWhitespaces("10.4.0.0/16 via inet6 2001:db8:5::2 dev eth0");
    assertThat(left.ip("route show proto 112") + left.ip("-6 route show proto 112")).isBlank();
  }

  @Test
  void aRouteThatIsThereIsNoFailureAndOneOfAnEarlierProcessIsTurnedTheNewWay() {
    // Given
    left.ip("route add 10.1.0.0/16 via 10.5.0.99 proto 112");
    var route = route(prefix("10.1.0.0", 16), VirtualRoute.UNICAST, "10.5.0.2");

    // When
    add(route);
    add(route);

    // Then
    assertThat(left.ip("route show 10.1.0.0/16").strip())
        .isEqualToIgnoringWhitespace("10.1.0.0/16 via 10.5.0.2 dev eth0 proto 112");
  }

  @Test
  void aRouteOfTheAdministratorStays() {
    // Given
    left.ip("route add 10.6.0.0/16 via 10.5.0.99");
    left.ip("-6 route add 2001:db8:600::/48 via 2001:db8:5::99 dev eth0");
    var ipv4 = route(prefix("10.6.0.0", 16), VirtualRoute.UNICAST, "10.5.0.99");
    var ipv6 = route(prefix("2001:db8:600::", 48), VirtualRoute.UNICAST, "2001:db8:5::99");

    // When
    add(ipv4, ipv6);
    left.onLoop(() -> left.network.removeRoutes(List.of(ipv4, ipv6)));

    // Then
    assertThat(left.ip("route show 10.6.0.0/16")).contains("10.5.0.99");
    assertThat(left.ip("-6 route show 2001:db8:600::/48")).contains("2001:db8:5::99");
  }

  @Test
  void everyFailedRouteIsNamedAndTheOthersAreSet() {
    // Given
    var unreachable = route(prefix("10.7.0.0", 16), VirtualRoute.UNICAST, "192.0.2.1");
    var good = route(prefix("10.8.0.0", 16), VirtualRoute.UNICAST, "10.5.0.2");
    var noInterface =
        new VirtualRoute(
            prefix("10.9.0.0", 16),
            1,
            null,
            "gone0",
            null,
            0,
            0,
            253,
            0,
            0,
            0,
            false,
            List.of(),
            true);

    // When
    // Then
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> add(unreachable, good, noInterface))
        .withMessageContaining("add route 10.7.0.0/16 via 192.0.2.1: ENETUNREACH")
        .withMessageContaining("add route 10.9.0.0/16 dev gone0: ENODEV");
    assertThat(left.ip("route show 10.8.0.0/16")).contains("10.5.0.2");
  }

  @Test
  void aThousandRoutesGoInAndOut() {
    // Given
    var thousand =
        IntStream.range(0, 1000)
            .mapToObj(i -> prefix("10.2%d.%d.0".formatted(i / 250, i % 250), 24))
            .map(destination -> route(destination, VirtualRoute.UNICAST, "10.5.0.2"))
            .toList();

    // When
    left.onLoop(() -> left.network.addRoutes(thousand));
    long held = left.ip("route show proto 112").lines().count();
    left.onLoop(() -> left.network.removeRoutes(thousand));

    // Then
    assertThat(held).isEqualTo(1000);
    assertThat(left.ip("route show proto 112")).isBlank();
  }

  @Test
  void aRuleHasAllItsDetailsAndIsAddedOnce() {
    // Given
    var ipv4 =
        new VirtualRule(
            AddressFamily.IPV4,
            prefix("10.1.0.0", 16),
            prefix("10.2.0.0", 16),
            "eth0",
            "eth1",
            VirtualRule.TO_TABLE,
            1000,
            OptionalLong.of(500),
            OptionalLong.of(0x10),
            0xff,
            8);
    var ipv6 = rule(prefix("2001:db8:1::", 48), OptionalLong.of(501));

    // When
    for (int i = 0; i < 2; i++) {
      left.onLoop(() -> left.network.addRules(List.of(ipv4, ipv6)));
    }
    var shown = left.ip("rule show") + left.ip("-6 rule show");
    var details = left.ip("-d rule show");
    left.onLoop(() -> left.network.removeRules(List.of(ipv4, ipv6)));
    left.onLoop(() -> left.network.removeRules(List.of(ipv4, ipv6)));

    // Then
    assertThat(shown)
        .containsOnlyOnce("500:")
        .containsOnlyOnce("501:")
        .contains("from 10.1.0.0/16 to 10.2.0.0/16 tos 0x08 fwmark 0x10/0xff iif eth0 oif eth1")
        .contains("from 2001:db8:1::/48 lookup 100");
    assertThat(details).contains("lookup 1000 proto 112");
    assertThat(left.ip("rule show")).doesNotContain("10.1.0.0");
    assertThat(left.ip("-6 rule show")).doesNotContain("2001:db8:1::");
  }

  @Test
  void aRuleOfTheAdministratorStays() {
    // Given
    left.ip("rule add from 10.1.0.0/16 lookup 100 priority 502");
    var same = rule(prefix("10.1.0.0", 16), OptionalLong.of(502));

    // When
    left.onLoop(() -> left.network.addRules(List.of(same)));
    left.onLoop(() -> left.network.removeRules(List.of(same)));

    // Then
    assertThat(left.ip("rule show")).containsOnlyOnce("502:");
    left.ip("rule del priority 502");
  }

  @Test
  void aRuleWithoutPriorityIsTakenAwayToo() {
    // Given
    var rule = rule(prefix("10.1.0.0", 16), OptionalLong.empty());

    // When
    left.onLoop(() -> left.network.addRules(List.of(rule)));
    var shown = left.ip("rule show");
    left.onLoop(() -> left.network.removeRules(List.of(rule)));

    // Then
    assertThat(shown).contains("from 10.1.0.0/16 lookup 100");
    assertThat(left.ip("rule show")).doesNotContain("10.1.0.0");
  }

  private static void add(VirtualRoute... routes) {
    left.onLoop(() -> left.network.addRoutes(List.of(routes)));
  }

  private static VirtualRoute route(IpPrefix destination, int type, @Nullable String via) {
    var gateway = via == null ? null : InetAddress.ofLiteral(via);
    var device = via != null && via.contains(":") ? "eth0" : null;
    return new VirtualRoute(
        destination, type, gateway, device, null, 0, 0, 0, 0, 0, 0, false, List.of(), true);
  }

  private static VirtualRoute multipath(IpPrefix destination, NextHop... hops) {
    return new VirtualRoute(
        destination, 1, null, null, null, 0, 0, 0, 0, 0, 0, false, List.of(hops), true);
  }

  private static VirtualRule rule(IpPrefix from, OptionalLong priority) {
    return new VirtualRule(
        from.family(), from, null, null, null, 1, 100, priority, OptionalLong.empty(), -1, 0);
  }

  private static IpPrefix prefix(String address, int length) {
    return new IpPrefix(InetAddress.ofLiteral(address), length);
  }
}
