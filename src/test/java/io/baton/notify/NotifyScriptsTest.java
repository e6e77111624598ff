package io.baton.notify;

import static io.baton.notify.Events.event;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.config.Command;
import io.baton.config.NotifyConfig;
import io.baton.config.ScriptUser;
import io.baton.engine.Observation;
import io.baton.script.CommandResult;
import io.baton.script.Commands;
import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import io.baton.vrrp.ReportedState;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is run when, with programs that are only imagined.
@Timeout(60)
class NotifyScriptsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ScriptUser WEB = new ScriptUser("web", "adm");
  private static final NotifyConfig ALL =
      new NotifyConfig(
          new Command(List.of("m.sh", "only mine"), null),
          new Command(List.of("b.sh"), null),
          new Command(List.of("f.sh"), null),
          new Command(List.of("s.sh"), null),
          new Command(List.of("any.sh", "two words", "x"), WEB));

  private final Map<String, NotifyConfig> configs = new ConcurrentHashMap<>(Map.of("VI_1", ALL));
  private final Programs programs = new Programs();
  private final NotifyScripts notify =
      new NotifyScripts(
          event -> Optional.ofNullable(configs.get(event.name())), programs, Duration.ofSeconds(3));

  @Test
  void theScriptOfTheStateComesFirstThenTheOneForAllWithFourArguments() {
    // Given / When
    notify.accept(event("VI_1", 1, ReportedState.BACKUP, 100));
    notify.accept(event("VI_1", 2, ReportedState.MASTER, 80));
    notify.accept(event("VI_1", 3, ReportedState.FAULT, 255));
    notify.accept(event("VI_1", 4, ReportedState.STOP, 1));
    notify.close(PATIENCE);

    // Then
    assertThat(programs.ran)
        .containsExactly(
            new Command(List.of("b.sh"), null),
            any("BACKUP", "100"),
            new Command(List.of("m.sh", "only mine"), null),
            any("MASTER", "80"),
            new Command(List.of("f.sh"), null),
            any("FAULT", "255"),
            new Command(List.of("s.sh"), null),
            any("STOP", "1"));
    assertThat(programs.limits).containsOnly(Duration.ofSeconds(3));
    assertThat(notify.dropped()).isZero();
  }

  @Test
  void theEnvironmentCarriesTheEvent() {
    // Given / When
    notify.accept(event("VI_1", 7, ReportedState.MASTER, 100));
    notify.close(PATIENCE);

    // Then
    assertThat(programs.environments)
        .containsOnly(
            Map.ofEntries(
                Map.entry("BATON_INSTANCE", "VI_1"),
                Map.entry("BATON_INTERFACE", "eth0"),
                Map.entry("BATON_VRID", "51"),
                Map.entry("BATON_FROM", "BACKUP"),
                Map.entry("BATON_TO", "MASTER"),
                Map.entry("BATON_PRIORITY", "100"),
                Map.entry("BATON_REASON", "owns the addresses (priority 255)"),
                Map.entry("BATON_SEQUENCE", "7"),
                Map.entry("BATON_TIME", "2026-03-04T05:06:07Z"),
                Map.entry("BATON_ADDRESSES", "10.0.0.40/24 10.0.0.41/32")));
  }

  @Test
  void whoeverWantsItGetsTheEventOnTheStandardInput() throws Exception {
    // Given
    var script = new Command(List.of("m.sh"), null);
    configs.put("VI_2", wantingInput(script, null));

    // When
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    notify.accept(event("VI_2", 7, ReportedState.MASTER));
    notify.close(PATIENCE);

    // Then
    assertThat(programs.inputs).filteredOn(input -> !input.isEmpty()).hasSize(1);
    var json = new ObjectMapper().readTree(String.join("", programs.inputs));
    assertThat(json.path("type").asText()).isEqualTo("io.baton.transition.v1");
    assertThat(json.path("instance").asText()).isEqualTo("VI_2");
    assertThat(json.path("to").asText()).isEqualTo("MASTER");
    assertThat(json.path("sequence").asLong()).isEqualTo(7);
    assertThat(json.path("addresses")).hasSize(2);
  }

  @Test
  void anActiveRouterThatHearsALowerPriorityTellsOnlyTheScriptForThat() {
    // Given
    var script = new Command(List.of("lower.sh"), null);
    configs.put("VI_1", wantingInput(script, script));

    // When
    notify.accept(
        new Observation.LowerPriorityHeard(
            Instant.parse("2026-03-04T05:06:07Z"),
            "VI_1",
            8,
            new Peer(InetAddress.ofLiteral("10.0.0.36"), new Priority(80), 0),
            new Priority(100)));
    notify.close(PATIENCE);

    // Then
    assertThat(programs.ran).containsExactly(script);
    assertThat(programs.environments)
        .containsExactly(
            Map.of(
                "BATON_INSTANCE", "VI_1",
                "BATON_SEQUENCE", "8",
                "BATON_PRIORITY", "100",
                "BATON_PEER", "10.0.0.36",
                "BATON_PEER_PRIORITY", "80",
                "BATON_TIME", "2026-03-04T05:06:07Z"));
    assertThat(programs.inputs.getFirst())
        .contains("\"type\":\"io.baton.lower-priority-heard.v1\"");
  }

  private static NotifyConfig wantingInput(Command master, @Nullable Command lower) {
    return new NotifyConfig(master, null, null, null, null, null, lower, false, true, true);
  }

  @Test
  void nobodyIsToldOfInitOrOfAnInstanceWithoutScripts() {
    // Given
    configs.put("VI_2", NotifyConfig.NONE);

    // When
    notify.accept(event("VI_1", 1, ReportedState.INIT));
    notify.accept(event("VI_2", 1, ReportedState.MASTER));
    notify.accept(event("unknown", 1, ReportedState.MASTER));
    notify.close(PATIENCE);

    // Then
    assertThat(programs.ran).isEmpty();
    assertThat(notify.dropped()).isZero();
  }

  @Test
  void theScriptsAreThoseOfTheMomentOfTheEvent() {
    // Given
    programs.gate.drainPermits();
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    notify.accept(event("VI_1", 2, ReportedState.STOP));

    // When: a reload removes the instance before its scripts are through
    configs.clear();
    programs.gate.release(100);
    notify.close(PATIENCE);

    // Then
    assertThat(programs.names()).containsExactly("m.sh", "any.sh", "s.sh", "any.sh");
  }

  @Test
  void aFailingScriptDoesNotKeepTheNextFromBeingRun() {
    // Given
    programs.results.put("m.sh", new CommandResult.CouldNotRun("planted"));

    // When
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    notify.accept(event("VI_1", 2, ReportedState.BACKUP));
    notify.close(PATIENCE);

    // Then
    assertThat(programs.names()).containsExactly("m.sh", "any.sh", "b.sh", "any.sh");
  }

  @Test
  void anInternalErrorCostsOneEventOnly() {
    // Given
    programs.broken = "m.sh";

    // When
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    notify.accept(event("VI_1", 2, ReportedState.BACKUP));
    notify.close(PATIENCE);

    // Then
    assertThat(programs.names()).containsExactly("m.sh", "b.sh", "any.sh");
  }

  @Test
  void whenTooManyWaitTheOldestIsDroppedAndCounted() {
    // Given: the first is taken at once and hangs
    programs.gate.drainPermits();
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    await().atMost(PATIENCE).until(() -> programs.gate.hasQueuedThreads());

    // When
    for (int i = 2; i <= NotifyScripts.QUEUE_LIMIT + 4; i++) {
      notify.accept(event("VI_1", i, ReportedState.BACKUP));
    }
    programs.gate.release(10_000);
    notify.close(PATIENCE);

    // Then
    assertThat(notify.dropped()).isEqualTo(3);
    assertThat(programs.sequences().distinct())
        .hasSize(1 + NotifyScripts.QUEUE_LIMIT)
        .startsWith("1", "5", "6")
        .endsWith(Integer.toString(NotifyScripts.QUEUE_LIMIT + 4));
  }

  @Test
  void instancesDoNotWaitForEachOther() {
    // Given
    configs.put(
        "VI_2", new NotifyConfig(new Command(List.of("free.sh"), null), null, null, null, null));
    programs.gate.drainPermits();
    programs.free = "free.sh";
    notify.accept(event("VI_1", 1, ReportedState.MASTER));

    // When
    notify.accept(event("VI_2", 1, ReportedState.MASTER));

    // Then
    await().atMost(20, SECONDS).until(() -> programs.ended.contains("free.sh"));
    assertThat(programs.ended).doesNotContain("m.sh");
    programs.gate.release(100);
    notify.close(PATIENCE);
  }

  @Test
  void closeGivesUpAfterTheLimitAndCountsWhatWasNotRun() {
    // Given
    programs.gate.drainPermits();
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    await().atMost(PATIENCE).until(() -> programs.gate.hasQueuedThreads());
    notify.accept(event("VI_1", 2, ReportedState.BACKUP));
    notify.accept(event("VI_1", 3, ReportedState.STOP));

    // When
    notify.close(Duration.ofMillis(50));
    notify.accept(event("VI_1", 4, ReportedState.MASTER));

    // Then: the last one had its turn, and was killed too
    assertThat(programs.names()).containsExactly("m.sh", "s.sh");
    assertThat(programs.killed).containsExactly("m.sh", "s.sh");
    assertThat(notify.dropped()).isEqualTo(2);
  }

  @Test
  void aHangingScriptDoesNotKeepTheStopFromBeingTold() {
    // Given
    programs.free = "s.sh";
    configs.put("VI_1", new NotifyConfig(ALL.master(), null, ALL.fault(), ALL.stop(), null));
    programs.gate.drainPermits();
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    await().atMost(PATIENCE).until(() -> programs.gate.hasQueuedThreads());
    notify.accept(event("VI_1", 2, ReportedState.FAULT));
    notify.accept(event("VI_1", 3, ReportedState.STOP));

    // When
    notify.close(Duration.ofSeconds(2));

    // Then
    assertThat(programs.killed).containsExactly("m.sh");
    assertThat(programs.ended).containsExactly("s.sh");
    assertThat(notify.dropped()).isEqualTo(1);
  }

  @Test
  void anInterruptionMeantForTheHangingScriptDoesNotHitTheStop() {
    // Given: a program that is being killed for its timeout anyway ends with a result
    programs.unmoved = "m.sh";
    programs.free = "s.sh";
    configs.put("VI_1", new NotifyConfig(ALL.master(), null, null, ALL.stop(), null));
    programs.gate.drainPermits();
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    await().atMost(PATIENCE).until(() -> programs.gate.hasQueuedThreads());
    notify.accept(event("VI_1", 2, ReportedState.STOP));

    // When
    notify.close(Duration.ofSeconds(2));

    // Then
    assertThat(programs.killed).isEmpty();
    assertThat(programs.ended).containsExactly("m.sh", "s.sh");
  }

  private static Command any(String state, String priority) {
    return new Command(
        List.of("any.sh", "two words", "x", "INSTANCE", "VI_1", state, priority), WEB);
  }

  /// Programs that take a permit each, and notes of what was run.
  private static final class Programs implements Commands {

    private final Semaphore gate = new Semaphore(100_000);
    private final List<Command> ran = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> environments = new CopyOnWriteArrayList<>();
    private final List<Duration> limits = new CopyOnWriteArrayList<>();
    private final List<String> inputs = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<String> killed = new CopyOnWriteArrayList<>();
    private final Map<String, CommandResult> results = new ConcurrentHashMap<>();
    private volatile String broken = "";
    private volatile String free = "";
    private volatile String unmoved = "";

    @Override
    public CommandResult run(
        Command command,
        Map<String, String> environment,
        byte[] input,
        Duration limit,
        Runnable whenOverdue)
        throws InterruptedException {
      String name = command.words().getFirst();
      ran.add(command);
      environments.add(environment);
      limits.add(limit);
      inputs.add(new String(input, StandardCharsets.UTF_8));
      if (name.equals(broken)) {
        throw new IllegalStateException("planted");
      }
      if (Thread.interrupted()) {
        killed.add(name);
        throw new InterruptedException();
      }
      pass(name);
      ended.add(name);
      return results.getOrDefault(name, new CommandResult.Exited(0, ""));
    }

    private void pass(String name) throws InterruptedException {
      try {
        if (!name.equals(free)) {
          gate.acquire();
        }
      } catch (InterruptedException e) {
        if (name.equals(unmoved)) {
          Thread.currentThread().interrupt();
          return;
        }
        killed.add(name);
        throw e;
      }
    }

    List<String> names() {
      return ran.stream().map(command -> command.words().getFirst()).toList();
    }

    Stream<String> sequences() {
      return environments.stream().map(environment -> environment.get("BATON_SEQUENCE"));
    }
  }
}
