package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VirtualMacNamesTest {

  @Test
  void theSameIdOnTwoInterfacesGivesTwoMacvlansAndTheFirstKeepsItsName() {
    // Given
    var instances =
        List.of(
            instance("one", "eth0", "10.5.0.40", null),
            instance("two", "eth1", "10.6.0.40", null),
            instance("three", "eth2", "10.7.0.40", null));

    // When
    var merged = merge(instances);

    // Then
    assertThat(merged.stream().map(InstanceConfig::macvlan))
        .containsExactly("vrrp.51", "vrrp.51.1", "vrrp.51.2");
    assertThat(merged.getFirst()).isEqualTo(instances.getFirst());
  }

  @Test
  void aNameThatIsAskedForIsNeverGivenToAnother() {
    // Given
    var instances =
        List.of(
            instance("one", "eth0", "10.5.0.40", null),
            instance("two", "eth1", "10.6.0.40", "vrrp.51"));

    // When
    var merged = merge(instances);

    // Then
    assertThat(merged.stream().map(InstanceConfig::macvlan))
        .containsExactly("vrrp.51.1", "vrrp.51");
  }

  @Test
  void bothFamiliesHaveNamesOfTheirOwn() {
    // Given
    var instances =
        List.of(
            instance("one", "eth0", "10.5.0.40", null), instance("two", "eth0", "fe80::51", null));

    // When
    var merged = merge(instances);

    // Then
    assertThat(merged).isEqualTo(instances);
    assertThat(merged.stream().map(InstanceConfig::macvlan)).containsExactly("vrrp.51", "vrrp6.51");
  }

  private static List<InstanceConfig> merge(List<InstanceConfig> instances) {
    var files = new BatonConfig(GlobalConfig.DEFAULT, List.of(), instances);
    return ConfigMerge.merge(files, BatonConfig.EMPTY).instances();
  }

  private static InstanceConfig instance(
      String name, String interfaceName, String address, @Nullable String macvlan) {
    return InstanceConfig.named(name)
        .interfaceName(interfaceName)
        .virtualRouterId(51)
        .addresses(List.of(VirtualAddress.of(InetAddress.ofLiteral(address), 24)))
        .virtualMac(new VirtualMacConfig(macvlan, false))
        .build();
  }
}
