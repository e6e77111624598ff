package io.baton.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Health checks change priorities, and both sides do the same sums.
class TrackingInteropIT {

  /// The time in which a check runs for certain and an election ends.
  private static final double SETTLED = 1.9;

  private static final String[] CHECKS = {"left", "right"};

  /// An instance that depends on two scripts of its host.
  private enum Sums {
    PENALTY_AND_BONUS(51, 110, 100, weight(-30), weight(15)),
    TIES(52, 100, 100, weight(-10), weight(10)),
    FAULT_AND_BONUS(53, 105, 100, weight(0), weight(20)),
    FAULTS_ONLY(54, 101, 100, weight(0), weight(0)),
    GREATEST(55, 254, 250, weight(15), weight(-3)),
    LEAST(56, 8, 5, weight(-30), weight(-4)),
    REVERSED(57, 110, 100, new Weight(-30, true), new Weight(15, true)),
    REVERSED_FAULT(58, 100, 101, new Weight(0, true), weight(-2));

    private record Weight(int value, boolean reverse) {}

    private static Weight weight(int value) {
      return new Weight(value, false);
    }

    private final int vrid;
    private final int[] priorities;
    private final Weight[] weights;

    Sums(int vrid, int first, int second, Weight left, Weight right) {
      this.vrid = vrid;
      this.priorities = new int[] {first, second};
      this.weights = new Weight[] {left, right};
    }

    String address() {
      return "10.9.0." + (50 + vrid);
    }

    String on(int host) {
      var tracks = new StringBuilder();
      for (int check = 0; check < CHECKS.length; check++) {
        var weight = weights[check];
        tracks.append(
            " %s weight %d%s\n"
                .formatted(CHECKS[check], weight.value(), weight.reverse() ? " reverse" : ""));
      }
      return InstanceText.of(3, 0.1, address())
          .named(name(), "eth0", vrid)
          .with("track_script {\n%s}".formatted(tracks))
          .at(priorities[host]);
    }

    /// The priority of a host; empty when it is in FAULT.
    private Optional<Integer> effective(int combination, int host) {
      int sum = priorities[host];
      for (int check = 0; check < CHECKS.length; check++) {
        var weight = weights[check];
        boolean fails = fails(combination, host, check);
        if (weight.value() == 0 && fails != weight.reverse()) {
          return Optional.empty();
        }
        int moved = fails ? Math.min(weight.value(), 0) : Math.max(weight.value(), 0);
        sum += weight.reverse() ? -moved : moved;
      }
      return Optional.of(Math.clamp(sum, 1, 254));
    }

    /// Whether it is right that somebody is active: 0 or 1, -1 for nobody. Of equal ones it is who
    /// was there first.
    boolean allows(int combination, int holder) {
      var first = effective(combination, 0);
      var second = effective(combination, 1);
      if (first.isEmpty() || second.isEmpty()) {
        return holder == (second.isPresent() ? 1 : first.isPresent() ? 0 : -1);
      }
      int order = first.get().compareTo(second.get());
      return order == 0 ? holder == 0 || holder == 1 : holder == (order > 0 ? 0 : 1);
    }
  }

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

  /// A check that fails while a file is missing.
  private Path file(int host, int check) {
    return folder.resolve(CHECKS[check] + host);
  }

  private String script(int host, int check) {
    return """
    vrrp_script %s {
      script "/usr/bin/test -e %s"
      interval 1
      rise 1
      fall 1
      user root
    }
    """
        .formatted(CHECKS[check], file(host, check));
  }

  private String config(int host) {
    return script(host, 0)
        + script(host, 1)
        + Arrays.stream(Sums.values()).map(s -> s.on(host)).collect(Collectors.joining());
  }

  private static boolean fails(int combination, int host, int check) {
    return (combination >> (2 * host + check) & 1) == 1;
  }

  private void arrange(int combination) throws IOException {
    for (int host = 0; host < 2; host++) {
      for (int check = 0; check < CHECKS.length; check++) {
        set(file(host, check), !fails(combination, host, check));
      }
    }
  }

  private static void set(Path file, boolean exists) throws IOException {
    if (!exists) {
      Files.deleteIfExists(file);
    } else if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  private Map<Sums, Integer> holders() {
    var hosts = List.of(pair.first(), pair.second());
    var holders = new EnumMap<Sums, Integer>(Sums.class);
    var shown = hosts.stream().map(Host::addresses).toList();
    for (var sums : Sums.values()) {
      var mark = " " + sums.address() + "/";
      boolean first = shown.get(0).contains(mark);
      boolean second = shown.get(1).contains(mark);
      holders.put(sums, first && second ? 2 : second ? 1 : first ? 0 : -1);
    }
    return holders;
  }

  private void awaitHolders(int combination) {
    var what = "combination " + Integer.toBinaryString(combination);
    try {
      Poll.during(what, SETTLED, 4 * SETTLED, () -> wrong(combination).isEmpty());
    } catch (RuntimeException e) {
      throw new AssertionError(
          "%s: wrong %s, of %s\n%s\n%s"
              .formatted(
                  what, wrong(combination), holders(), pair.first().said(), pair.second().said()),
          e);
    }
  }

  private List<Sums> wrong(int combination) {
    return holders().entrySet().stream()
        .filter(e -> !e.getKey().allows(combination, e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void theActiveOneIsWhomTheSumsNameWhateverFails() throws IOException {
    // Given
    arrange(0);
    Daemon.KEEPALIVED.start(pair.second(), config(1));
    pair.awaitHolder(Sums.TIES.address(), pair.second(), Pair.START);
    Daemon.BATON.start(pair.first(), config(0));
    pair.awaitHolder(Sums.PENALTY_AND_BONUS.address(), pair.first(), Pair.START);

    // One check changes from each to the next: a Gray code.
    for (int i = 0; i < 16; i++) {
      // When
      int combination = i ^ i >> 1;
      arrange(combination);

      // Then
      awaitHolders(combination);
    }
  }
}
