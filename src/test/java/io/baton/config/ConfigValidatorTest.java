package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigValidatorTest {

  private static final VirtualAddress ADDRESS = address("192.0.2.1");

  private static VirtualAddress address(String text) {
    return VirtualAddress.of(InetAddress.ofLiteral(text), text.contains(":") ? 64 : 24);
  }

  private static InstanceConfig.Builder instance(String name) {
    return InstanceConfig.named(name)
        .interfaceName("eth0")
        .virtualRouterId(1)
        .addresses(List.of(ADDRESS));
  }

  /// The problems as `path code`.
  private static List<String> problems(InstanceConfig.Builder... instances) {
    var built = List.of(instances).stream().map(InstanceConfig.Builder::build).toList();
    var config = new BatonConfig(GlobalConfig.DEFAULT, List.of(), built);
    return ModelText.VALIDATOR.validate(config).stream()
        .map(p -> p.path() + " " + p.code())
        .toList();
  }

  @Test
  void anOrdinaryInstanceHasNoProblem() {
    assertThat(problems(instance("V1"))).isEmpty();
    assertThat(ModelText.VALIDATOR.validate(BatonConfig.EMPTY)).isEmpty();
  }

  @Test
  void pathsAreJsonPointersIntoListsOfLists() {
    // Given
    var mail = new MailConfig(List.of("a@b", " "), null, "host", 25, Duration.ofSeconds(1));
    var config =
        new BatonConfig(
            new GlobalConfig(null, null, false, mail),
            List.of(),
            List.of(instance("V1").priority(256).build()));

    // When
    List<Problem> problems = ModelText.VALIDATOR.validate(config);

    // Then
    assertThat(problems)
        .containsExactly(
            new Problem("/global/mail/to/1", "missing-value", "to 1 must be set"),
            new Problem(
                "/instances/0/priority",
                "out-of-range",
                "the priority is 256; 255 at most is right"));
  }

  @Test
  void usualNamesOfVirtualMacsMustNotClash() {
    // Given
    var first = instance("V1").virtualMac(new VirtualMacConfig(null, false));
    var second =
        instance("V2")
            .interfaceName("eth1")
            .addresses(List.of(address("192.0.2.2")))
            .virtualMac(new VirtualMacConfig(null, false));

    // Then
    assertThat(problems(first, second))
        .containsExactly("/instances/1/virtualMac/interfaceName duplicate-name");
    assertThat(problems(first, second.virtualMac(new VirtualMacConfig("vrrp1.1", false))))
        .isEmpty();
  }

  @Test
  void limitsAreForPeersOnly() {
    // Given
    var peer = InetAddress.ofLiteral("192.0.2.9");
    var limits = List.of(new TransportConfig.PeerTtl(peer, 1, 255));
    var limited =
        instance("V1")
            .transport(new TransportConfig(null, false, null, 255, limits, false, false, false));

    // Then
    assertThat(problems(limited))
        .containsExactly("/instances/0/transport/peerTtls/0/peer unknown-reference");
    assertThat(problems(limited.unicast(new UnicastConfig(null, List.of(peer))))).isEmpty();
  }

  @Test
  void version2TakesWholeSecondsFrom1To255() {
    String problem = "/instances/0/advertInterval out-of-range";
    for (long millis : new long[] {1000, 2000, 255_000}) {
      assertThat(problems(instance("V1").advertInterval(Duration.ofMillis(millis)))).isEmpty();
    }
    for (long millis : new long[] {-1000, 0, 10, 999, 1500, 255_001, 256_000}) {
      assertThat(problems(instance("V1").advertInterval(Duration.ofMillis(millis))))
          .containsExactly(problem);
    }
  }

  @Test
  void version3TakesHundredthsFrom10MillisecondsTo40Point95Seconds() {
    String problem = "/instances/0/advertInterval out-of-range";
    for (long millis : new long[] {10, 20, 1000, 40_950}) {
      assertThat(problems(version3().advertInterval(Duration.ofMillis(millis)))).isEmpty();
    }
    for (long millis : new long[] {-10, 0, 5, 15, 40_951, 40_960}) {
      assertThat(problems(version3().advertInterval(Duration.ofMillis(millis))))
          .containsExactly(problem);
    }
    assertThat(problems(version3().advertInterval(Duration.ofNanos(10_000_001))))
        .containsExactly(problem);
  }

  private static InstanceConfig.Builder version3() {
    return instance("V1").version(VrrpVersion.V3);
  }

  @Test
  void identifiersMayRepeatOnAnotherInterfaceAndInTheOtherFamily() {
    assertThat(
            problems(
                instance("V1"),
                instance("V2").interfaceName("eth1"),
                version3().addresses(List.of(address("2001:db8::1"))).interfaceName("eth0")))
        .containsExactly("/instances/2/name duplicate-name");
  }

  @Test
  void identifiersMayNotRepeatOnAnInterface() {
    assertThat(problems(instance("V1"), instance("V2").addresses(List.of(address("192.0.2.2")))))
        .containsExactly("/instances/1/virtualRouterId duplicate-virtual-router-id");
  }

  @Test
  void anAddressHasOneHolderOnADeviceHoweverItIsNamed() {
    // Given
    var named = new VirtualAddress(ADDRESS.address(), 32, "eth0", null, null, 0);
    var elsewhere = new VirtualAddress(ADDRESS.address(), 32, "eth1", null, null, 0);

    // Then
    assertThat(problems(instance("V1").addresses(List.of(ADDRESS, named))))
        .containsExactly("/instances/0/addresses/1 duplicate-address");
    assertThat(problems(instance("V1").addresses(List.of(ADDRESS, elsewhere)))).isEmpty();
  }

  @Test
  void passwordsAreCountedInOctetsAndNeverShown() {
    // Given
    var config =
        new BatonConfig(
            GlobalConfig.DEFAULT,
            List.of(),
            List.of(instance("V1").password(new Secret("\u00e4\u00e4\u00e4\u00e4x")).build()));

    // When
    List<Problem> problems = ModelText.VALIDATOR.validate(config);

    // Then
    assertThat(problems)
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.path()).isEqualTo("/instances/0/password");
              assertThat(p.message()).contains("9 octets").doesNotContain("\u00e4");
            });
    assertThat(problems(instance("V1").password(new Secret("\u00e4\u00e4\u00e4\u00e4")))).isEmpty();
  }

  @Test
  void aWeightThatCanNeverChangeAnythingIsNoProblem() {
    // Given
    var script =
        new ScriptConfig(
            "s",
            new Command(List.of("/bin/x"), null),
            Duration.ofSeconds(1),
            Duration.ZERO,
            5,
            false,
            1,
            1,
            false);
    var owner =
        instance("V1").priority(255).trackScripts(List.of(new TrackedScript("s", 0, null))).build();

    // When
    var problems =
        ModelText.VALIDATOR.validate(
            new BatonConfig(GlobalConfig.DEFAULT, List.of(script), List.of(owner)));

    // Then
    assertThat(problems).isEmpty();
  }

  @Test
  void problemsBecomeFindingsAtTheNearestPlaceAndAreToldOnce() {
    // Given
    var reading = new Reading("f");
    reading.place("/instances/0", reading.at(3, 1));
    reading.place("/instances/0/priority", reading.at(4, 5));
    reading.error("bad-value", reading.at(4, 5), "told by the reader");
    ReadConfig read = reading.finish(BatonConfig.EMPTY);

    // When
    ReadConfig whole =
        read.withProblems(
            List.of(
                new Problem("/instances/0/priority", "out-of-range", "told again"),
                new Problem("/instances/0/addresses", "missing-value", "no address"),
                new Problem("/scripts", "too-many", "too many")));

    // Then
    assertThat(whole.findings())
        .extracting(Finding::toString)
        .containsExactly(
            "f:1:1: error: too many",
            "f:3:1: error: no address",
            "f:4:5: error: told by the reader");
    assertThat(whole.hasErrors()).isTrue();
  }
}
