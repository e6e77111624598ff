package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.AnnounceConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.TransportConfig;
import io.baton.config.UnicastConfig;
import io.baton.config.VirtualMacConfig;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Rfc;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which address advertisements come from, and an instance's defaults.
class InstanceLinksTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final MacAddress MAC = new MacAddress(0x02_00_00_00_00_01L);

  private static InstanceConfig.Builder ipv4() {
    return InstanceConfig.named("VI_1")
        .interfaceName("eth0")
        .virtualRouterId(51)
        .addresses(List.of(VirtualAddress.of(InetAddress.ofLiteral("10.0.0.100"), 24)));
  }

  private static InstanceConfig.Builder ipv6() {
    return ipv4()
        .version(VrrpVersion.V3)
        .addresses(List.of(VirtualAddress.of(InetAddress.ofLiteral("fe80::100"), 64)));
  }

  private static @Nullable InetAddress chosen(InstanceConfig.Builder config, String... present) {
    var addresses =
        Stream.of(present)
            .map(a -> new Link.LinkAddress(InetAddress.ofLiteral(a), 24, false))
            .toList();
    var links = new LinkTable();
    links.put(new Link(2, "eth0", true, MAC, 1500, addresses));
    var settings = InstanceSettings.of(config.build(), List.of(), false);
    return new InstanceLinks(settings, links).primaryAddress().orElse(null);
  }

  @Test
  @Rfc("A5")
  void itIsThePrimaryIpv4AddressAndNeverAVirtualOne() {
    // When // Then
    assertThat(chosen(ipv4(), "10.0.0.100", "fe80::1", "10.0.0.1", "10.0.0.2"))
        .isEqualTo(InetAddress.ofLiteral("10.0.0.1"));
    assertThat(chosen(ipv4(), "10.0.0.100", "fe80::1")).isNull();
  }

  @Test
  @Rfc("A5")
  void itIsTheLinkLocalIpv6AddressUnlessPeersAreBeyondTheLink() {
    // Given
    var peers = new UnicastConfig(null, List.of(InetAddress.ofLiteral("fd00::2")));

    // When // Then
    assertThat(chosen(ipv6(), "fe80::100", "10.0.0.1", "fd00::1", "fe80::1"))
        .isEqualTo(InetAddress.ofLiteral("fe80::1"));
    assertThat(chosen(ipv6(), "fd00::1")).isNull();
    assertThat(chosen(ipv6().unicast(peers), "fe80::1", "fd00::1"))
        .isEqualTo(InetAddress.ofLiteral("fd00::1"));
  }

  @Test
  @Rfc("A5")
  void aConfiguredSourceGoesFirst() {
    // Given
    var source = InetAddress.ofLiteral("10.0.0.2");
    var transport = new TransportConfig(source, false, null, 255, List.of(), false, false, false);

    // When // Then
    assertThat(chosen(ipv4().transport(transport), "10.0.0.1", "10.0.0.2")).isEqualTo(source);
  }

  @Test
  @Rfc("D6")
  void anInstanceThatSaysNothingHasTheDefaultsOfTheRfc() {
    // When
    var config = ipv4().build();

    // Then
    assertThat(config.priority()).isEqualTo(100);
    assertThat(config.advertInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.preempt()).isTrue();
  }

  private static VirtualAddress on(String device, String address) {
    return new VirtualAddress(InetAddress.ofLiteral(address), 24, device, null, null, 0);
  }

  private static List<VirtualAddress> silent(InstanceConfig.Builder config) {
    var settings = InstanceSettings.of(config.build(), List.of(), false);
    return List.copyOf(new InstanceLinks(settings, new LinkTable()).onePerSilentInterface());
  }

  @Test
  void interfacesWithoutAdvertisementsAreAnnouncedOnWhenTheirMacAddressIsSeenNowhereElse() {
    // Given
    var all = new AnnounceConfig(SECOND, 1, SECOND, 1, SECOND, 1, SECOND, true);
    var elsewhere = on("eth1", "10.0.1.100");
    var excluded = List.of(elsewhere, on("eth1", "10.0.1.101"));
    var config = ipv4().excludedAddresses(excluded);
    var own = config.build().addresses().getFirst();

    // When // Then
    assertThat(silent(config)).isEmpty();
    assertThat(silent(config.announce(all))).containsExactly(elsewhere);
    assertThat(silent(config.virtualMac(new VirtualMacConfig(null, false))))
        .containsExactly(elsewhere);
    assertThat(silent(config.virtualMac(new VirtualMacConfig(null, true))))
        .containsExactly(own, elsewhere);
    assertThat(silent(config.announce(AnnounceConfig.DEFAULT))).containsExactly(own);
  }
}
