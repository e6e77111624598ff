package io.baton.event;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process with an outbox is killed again and again at random moments; the destinations still get
/// every event that was on the disk.
class OutboxKillIT {

  private static final int KILLS = Integer.getInteger("baton.kills", 50);

  @TempDir private Path folder;

  private record Line(String subject, long sequence, String id) {

    static Line of(String text) {
      var words = text.split(" ", -1);
      return new Line(words[0], Long.parseLong(words[1]), words[2]);
    }
  }

  @Test
  void everyDestinationHasEveryEventInOrderAfterManyKills() throws Exception {
    // Given
    var random = RandomGenerator.of("L64X128MixRandom");

    // When
    for (int kill = 1; kill <= KILLS; kill++) {
      var process = start();
      int starts = kill;
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(30))
          .until(() -> lines("started.txt").size() == starts || !process.isAlive());
      var _ = process.waitFor(Duration.ofMillis(random.nextInt(150)));
      assertThat(process.isAlive()).as(() -> read("output.txt")).isTrue();
      var _ = process.destroyForcibly();
      var _ = process.waitFor();
    }
    var last = start("drain");
    assertThat(last.waitFor(Duration.ofSeconds(60))).isTrue();
    assertThat(last.exitValue()).as(() -> read("output.txt")).isZero();

    // Then
    var written = events("written.txt");
    assertThat(written).hasSizeGreaterThan(KILLS);
    check("first", written);
    check("second", written);
  }

  private void check(String name, List<Line> written) throws IOException {
    var given = events(name + ".txt");
    assertThat(new LinkedHashSet<>(given)).as(name).containsAll(written);
    ids(given);
    given.stream()
        .collect(groupingBy(Line::subject, mapping(Line::sequence, toList())))
        .forEach((subject, sequences) -> inOrder(name + " " + subject, sequences));
  }

  // The same event has the same id, however often it came.
  private static void ids(List<Line> given) {
    Map<String, String> ids = new HashMap<>();
    for (var line : given) {
      var known = ids.putIfAbsent(line.subject + line.sequence, line.id);
      assertThat(known == null || known.equals(line.id)).as("%s", line).isTrue();
    }
  }

  // First deliveries are without gaps; what comes again begins at one that was there before.
  private static void inOrder(String what, List<Long> sequences) {
    long last = 0;
    var firsts = new ArrayList<Long>();
    for (long sequence : sequences) {
      if (sequence > last) {
        firsts.add(sequence);
        last = sequence;
      }
    }
    for (int i = 0; i < firsts.size(); i++) {
      assertThat(firsts.get(i)).as(what).isEqualTo(i + 1L);
    }
    assertThat(sequences.size()).as("few of %s come twice", what).isLessThan(2 * firsts.size());
  }

  private Process start(String... arguments) throws IOException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp"));
    words.add(System.getProperty("java.class.path"));
    words.add(OutboxVictim.class.getName());
    words.add(folder.toString());
    words.addAll(List.of(arguments));
    var output = folder.resolve("output.txt").toFile();
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output).start();
  }

  // A kill may cut the last line short: it was not told.
  private List<String> lines(String name) throws IOException {
    var file = folder.resolve(name);
    if (!Files.exists(file)) {
      return List.of();
    }
    var text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private List<Line> events(String name) throws IOException {
    return lines(name).stream().map(Line::of).toList();
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
