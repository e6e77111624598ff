package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.vrrp.Rfc;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever is active answers for the address with the same virtual MAC address.
class VirtualMacInteropIT {

  private static final int HIGH = 150;
  private static final int LOW = 100;
  private static final String MAC = "00:00:5e:00:01:33";
  private static final InstanceText TEXT = InstanceText.of(3, 0.5, "10.9.0.100").with("use_vmac");
  private static final String ADDRESS = TEXT.address();
  private static final Pattern ANSWER = Pattern.compile("reply from \\S+ \\[(\\S+)]");

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

  /// Whoever answers when the client asks all who has the address. The client's table of neighbors
  /// would not tell: it also learns from what the active host asks from its own interface.
  private Set<String> answeringMacs() {
    var answers = client.run("arping -c 2 -w 4 -I eth0 " + ADDRESS);
    return ANSWER
        .matcher(answers)
        .results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource(Daemon.class)
  @Rfc({"F4", "A6", "E11"})
  void theVirtualMacAnswersBeforeAndAfterATakeover(Daemon preferred) {
    // Given
    preferred.other().start(pair.second(), TEXT.at(LOW));
    pair.awaitHolder(ADDRESS, pair.second(), Pair.START);
    assertThat(answeringMacs()).containsExactly(MAC);

    // When
    preferred.start(pair.first(), TEXT.at(HIGH));
    pair.awaitHolder(ADDRESS, pair.first(), Pair.START);

    // Then
    assertThat(answeringMacs()).containsExactly(MAC);

    // When
    pair.first().crash();
    Poll.until("takeover", TEXT.down(LOW) + Pair.MARGIN, () -> pair.second().holds(ADDRESS));

    // Then
    Poll.until("an echo", 2, () -> client.run("ping -c 1 -W 1 " + ADDRESS).contains(" 0% "));
    assertThat(answeringMacs()).containsExactly(MAC);
    assertThat(pair.lan().captured("vrrp && !(eth.src == " + MAC + ")")).isEmpty();
  }
}
