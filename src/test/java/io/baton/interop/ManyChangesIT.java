package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a change does not name does not notice it, and what was acknowledged is never lost.
class ManyChangesIT {

  private static final Logger LOG = Logger.getLogger(ManyChangesIT.class);
  private static final int CHANGES = 200;
  private static final int MOST = 8;
  private static final int WRITES = 100;

  /// For a daemon to start while other tests run.
  private static final double START = 60;

  private static final List<String> UNTOUCHED = List.of("10.9.0.100", "10.9.0.101");
  private static final Pattern SEQUENCE = Pattern.compile("icmp_seq=([0-9]+)");

  @TempDir private Path folder;
  private Pair pair;
  private Host first;
  private Rest rest;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private final Map<String, String> managed = new LinkedHashMap<>();
  private int names;

  @BeforeEach
  void makeHosts() {
    pair = new Pair(folder);
    first = pair.first();
    rest = new Rest(first, folder.resolve("a").resolve("state"));
  }

  @AfterEach
  void removeHosts() {
    pair.close();
  }

  private static String config(int priority) {
    return InstanceText.of(3, 1, UNTOUCHED.get(0)).at(priority)
        + InstanceText.of(2, 1, UNTOUCHED.get(1)).named("VI_2", "eth0", 52).at(priority);
  }

  private void startBoth() {
    first.startBaton(config(150));
    UNTOUCHED.forEach(address -> pair.awaitHolder(address, first, START));
    pair.second().startBaton(config(100));
    Poll.until(
        "the second is a backup", START, () -> pair.second().said().contains("STOP -> BACKUP"));
    rest.await();
  }

  @Test
  void twoHundredChangesCostTheOthersNeitherAProbeNorAnAdvertisement() throws Exception {
    // Given
    startBoth();
    var client = pair.lan().host("c", 3);
    var probes = new ArrayList<Process>();
    for (String address : UNTOUCHED) {
      Poll.until("the client reaches " + address, 5, () -> client.reaches(address));
      probes.add(probe(client, address));
    }

    // When
    for (int i = 0; i < CHANGES; i++) {
      change(i);
    }

    // Then
    for (int i = 0; i < probes.size(); i++) {
      probes.get(i).destroy();
      probes.get(i).waitFor();
      assertNoProbeLost(UNTOUCHED.get(i));
    }
    UNTOUCHED.forEach(address -> assertThat(pair.second().changes(address)).isEmpty());
    for (int vrid : List.of(51, 52)) {
      assertNoAdvertisementLost(vrid);
    }

    // When
    var last = rest.managed();
    first.kill();
    first.startBaton(config(150));
    rest.await();

    // Then
    assertThat(rest.managed()).isEqualTo(last);
    assertThat(last.path("instances").size()).isEqualTo(managed.size());
  }

  /// One echo each two milliseconds; its own output says which were answered.
  private Process probe(Host client, String address) throws IOException {
    var command = List.of("ip", "netns", "exec", client.toString(), "ping", "-i", "0.002", address);
    return new ProcessBuilder(command).redirectOutput(log(address).toFile()).start();
  }

  private Path log(String address) {
    return folder.resolve("ping-" + address);
  }

  private void assertNoProbeLost(String address) throws IOException {
    var seen = new ArrayList<Integer>();
    for (String line : Files.readAllLines(log(address))) {
      var sequence = SEQUENCE.matcher(line);
      if (sequence.find()) {
        seen.add(Integer.parseInt(sequence.group(1)));
      }
    }
    LOG.infof("%s answered %d probes", address, seen.size());
    assertThat(seen).hasSizeGreaterThan(1000);
    // Numbers are of 16 bits and begin anew.
    for (int i = 1; i < seen.size(); i++) {
      assertThat((seen.get(i) - seen.get(i - 1)) & 0xffff)
          .as("after probe %d to %s", seen.get(i - 1), address)
          .isEqualTo(1);
    }
  }

  /// From the first to the last one each second, of which none resigns.
  private void assertNoAdvertisementLost(int vrid) {
    String filter = "vrrp.virt_rtr_id == %d && ip.src == 10.9.0.1".formatted(vrid);
    assertThat(pair.lan().captured(filter + " && vrrp.prio == 0")).isEmpty();
    var times =
        pair.lan().captured(filter).stream()
            .map(line -> Double.parseDouble(line.strip().split("\\s+", 3)[1]))
            .toList();
    double lasted = times.getLast() - times.getFirst();
    LOG.infof("router %d sent %d advertisements in %.1f s", vrid, times.size(), lasted);
    assertThat(times).hasSizeGreaterThan(10);
    assertThat(times.size() - 1).isEqualTo((int) Math.round(lasted));
  }

  private void change(int number) {
    String what;
    Rest.Answer answer;
    var all = new ArrayList<>(managed.keySet());
    if (all.isEmpty() || (all.size() < MOST && random.nextInt(3) == 0)) {
      String name = "M" + names++;
      what = "create " + name;
      answer = rest.create("instances/" + name, created(names));
      managed.put(name, name);
    } else {
      String name = all.get(random.nextInt(all.size()));
      switch (random.nextInt(5)) {
        case 0 -> {
          what = "delete " + name;
          answer = rest.send("DELETE", "instances/" + name, "");
          managed.remove(name);
        }
        case 1 -> {
          String device = random.nextBoolean() ? "eth0" : "eth1";
          what = "move " + name + " to " + device;
          answer = patch(name, "{\"interface\":\"" + device + "\"}");
        }
        case 2 -> {
          String other = "M" + names++;
          what = "rename " + name + " to " + other;
          answer = patch(name, "{\"name\":\"" + other + "\"}");
          managed.remove(name);
          managed.put(other, other);
        }
        case 3 -> {
          int interval = 1 + random.nextInt(5);
          what = "interval of " + name;
          answer = patch(name, "{\"advertInterval\":\"" + interval + "s\"}");
        }
        default -> {
          what = "priority of " + name;
          answer = patch(name, "{\"priority\":" + (1 + random.nextInt(254)) + "}");
        }
      }
    }
    assertThat(answer.status())
        .as("seed %d, change %d, %s: %s", seed, number, what, answer.body())
        .isIn(200, 201);
  }

  private Rest.Answer patch(String name, String body) {
    return rest.send("PATCH", "instances/" + name, body);
  }

  /// With a router id and an address that no other has within so many changes.
  private String created(int number) {
    return "{\"interface\":\"eth0\",\"virtualRouterId\":%d,\"addresses\":[\"10.9.1.%d/32\"]}"
        .formatted(55 + number % 200, 1 + number % 250);
  }

  @Test
  void aDaemonKilledAtAnyMomentHasTheOldOrTheNewConfigurationAndNeverAMixture() throws Exception {
    // Given
    first.startBaton(config(150));
    rest.await();
    int kept = 0;
    int kills = 0;

    while (kept < WRITES) {
      // When
      var writer = new Writer(kept);
      var thread = Thread.ofPlatform().start(writer);
      int enough = kept + random.nextInt(15);
      Poll.until("some writes", START, () -> writer.acknowledged >= enough);
      boolean _ = thread.join(Duration.ofNanos(random.nextInt(100_000_000)));
      first.kill();
      kills++;
      thread.join();
      first.startBaton(config(150));
      rest.await();

      // Then: of the write that was under way all or nothing is there, and every one before it
      var instances = rest.managed().path("instances");
      kept = instances.at("/LEFT/priority").asInt(0);
      LOG.infof("killed after %d was acknowledged: %d is kept", writer.acknowledged, kept);
      String seeded = "seed %d, kill %d, %s".formatted(seed, kills, instances);
      assertThat(instances.at("/RIGHT/priority").asInt(0)).as(seeded).isEqualTo(kept);
      assertThat(kept).as(seeded).isIn(writer.acknowledged, writer.acknowledged + 1);
      assertThat(writer.failure).as(seeded).isEmpty();
      assertThat(rest.get("status").json().at("/config/revision").asInt())
          .as("each write is one revision, %s", seeded)
          .isEqualTo(kept + 1);
      assertRuns(kept);
    }
    assertThat(kills).as("kills while %d writes were made", kept).isGreaterThan(5);
  }

  /// What is kept is what runs.
  private void assertRuns(int priority) {
    for (String name : List.of("LEFT", "RIGHT")) {
      var status = rest.get("instances/" + name).json().path("status");
      assertThat(status.path("basePriority").asInt(0)).as(name).isEqualTo(priority);
    }
  }

  /// Writes two instances of one priority, which counts up, until nobody answers.
  private final class Writer implements Runnable {
    private volatile int acknowledged;
    private volatile String failure = "";

    private Writer(int before) {
      acknowledged = before;
    }

    @Override
    public void run() {
      while (failure.isEmpty()) {
        int priority = 1 + acknowledged;
        String body =
            "{\"instances\":{\"LEFT\":%s,\"RIGHT\":%s}}"
                .formatted(instance(61, priority), instance(62, priority));
        var answer = rest.send("PUT", "config", body);
        if (answer.status() == 0) {
          return;
        }
        if (answer.status() == 200) {
          acknowledged = priority;
        } else {
          failure = answer.toString();
        }
      }
    }

    private static String instance(int vrid, int priority) {
      return "{\"interface\":\"eth0\",\"virtualRouterId\":%d,".formatted(vrid)
          + "\"priority\":%d,".formatted(priority)
          + "\"addresses\":[\"10.9.1.%d/32\"]}".formatted(vrid);
    }
  }
}
