package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

  @Test
  void nothingIsMissingForRoot() {
    assertThat(Privileges.missing(List.of("Name:\tx", "CapEff:\t000001fffeffffff"))).isEmpty();
  }

  @Test
  void bothCapabilitiesAreEnough() {
    assertThat(Privileges.missing(List.of("CapEff:\t0000000000003000"))).isEmpty();
  }

  @Test
  void whatIsMissingIsNamedWithTheRemedy() {
    assertThat(Privileges.missing(List.of("CapEff:\t0000000000001000")))
        .contains("needs CAP_NET_RAW: run as root, or grant with setcap or AmbientCapabilities=");
    assertThat(
            Privileges.missing(List.of("CapPrm:\t000001ffffffffff", "CapEff:\t0000000000000000")))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("needs CAP_NET_ADMIN and CAP_NET_RAW:"));
  }

  @Test
  void aDamagedStatusCountsAsNoCapability() {
    assertThat(Privileges.missing(List.of("CapEff:\tzzz"))).isPresent();
    assertThat(Privileges.missing(List.of())).isPresent();
  }
}
