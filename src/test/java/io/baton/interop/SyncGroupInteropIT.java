package io.baton.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two instances on two interfaces, as a router has an inside and an outside: they move together.
/// Not in the suite yet.
class SyncGroupInteropIT {

  private static final int HIGH = 150;
  private static final int LOW = 100;
  private static final String GROUP = "vrrp_sync_group G {\n group {\n  VI_1\n  VI_2\n }\n}\n";
  private static final InstanceText OUTSIDE = InstanceText.of(3, 0.5, "10.9.0.100");
  private static final InstanceText INSIDE =
      InstanceText.of(3, 0.5, "10.10.0.100").named("VI_2", "eth1", 52);

  @TempDir private Path folder;
  private Pair pair;

  @BeforeEach
  void makeHosts() {
    pair = new Pair(folder);
  }

  @AfterEach
  void removeHosts() {
    pair.close();
  }

  private static String config(int priority) {
    return GROUP + OUTSIDE.at(priority) + INSIDE.at(priority);
  }

  private void awaitBothOn(Host host) {
    pair.awaitHolder(OUTSIDE.address(), host, Pair.START);
    pair.awaitHolder(INSIDE.address(), host, Pair.START);
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void aBrokenLinkMovesBothInstancesAndBothComeBack(Daemon preferred) {
    // Given
    preferred.other().start(pair.second(), config(LOW));
    awaitBothOn(pair.second());
    preferred.start(pair.first(), config(HIGH));
    awaitBothOn(pair.first());

    // When
    pair.first().cutSecondLink();

    // Then
    awaitBothOn(pair.second());
    pair.awaitSteadyHolder(OUTSIDE.address(), pair.second(), 3, 4);

    // When
    pair.first().mendSecondLink();

    // Then
    awaitBothOn(pair.first());
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void anOrderlyStopMovesBoth(Daemon preferred) {
    // Given
    preferred.other().start(pair.second(), config(LOW));
    awaitBothOn(pair.second());
    preferred.start(pair.first(), config(HIGH));
    awaitBothOn(pair.first());

    // When
    pair.first().stopDaemon();

    // Then
    awaitBothOn(pair.second());
  }
}
