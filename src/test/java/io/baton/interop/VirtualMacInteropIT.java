package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever is active answers for the address with the same virtual MAC address. Not in the suite
/// yet.
class VirtualMacInteropIT {

  private static final int HIGH = 150;
  private static final int LOW = 100;
  private static final String MAC = "00:00:5e:00:01:33";
  private static final InstanceText TEXT = InstanceText.of(3, 0.5, "10.9.0.100").with("use_vmac");
  private static final String ADDRESS = TEXT.address();

  @TempDir private Path folder;
  private Pair pair;
  private Host client;

  @BeforeEach
  void makeHosts() {
    pair = new Pair(folder);
    client = pair.lan().host("c", 3);
  }

  @AfterEach
  void removeHosts() {
    pair.close();
  }

  /// What a host that has never heard of the address learns when it asks.
  private String answeringMac() {
    client.run("ip neigh flush dev eth0");
    Poll.until("an answer", 3, () -> client.run("ping -c 1 -W 1 " + ADDRESS).contains(" 0% "));
    return client.run("ip neigh show " + ADDRESS + " dev eth0").toLowerCase();
  }

  /// keepalived 2.2.7 answers from the physical MAC address on this kernel, so that only what Baton
  /// answers is looked at; that clients follow from one to the other is looked at for both.
  private void assertVirtualMacAnswers(Daemon holder) {
    var mac = answeringMac();
    if (holder == Daemon.BATON) {
      assertThat(mac).contains(MAC);
    }
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  void theVirtualMacAnswersBeforeAndAfterATakeover(Daemon preferred) {
    // Given
    preferred.other().start(pair.second(), TEXT.at(LOW));
    pair.awaitHolder(ADDRESS, pair.second(), Pair.START);
    assertVirtualMacAnswers(preferred.other());

    // When
    preferred.start(pair.first(), TEXT.at(HIGH));
    pair.awaitHolder(ADDRESS, pair.first(), Pair.START);

    // Then
    assertVirtualMacAnswers(preferred);

    // When
    pair.first().crash();
    Poll.until("takeover", TEXT.down(LOW) + Pair.MARGIN, () -> pair.second().holds(ADDRESS));

    // Then
    assertThat(client.run("ping -c 2 -i 0.2 -W 1 " + ADDRESS)).contains(" 0% ");
    assertVirtualMacAnswers(preferred.other());
    assertThat(pair.lan().captured("vrrp && !(eth.src == " + MAC + ")")).isEmpty();
  }
}
