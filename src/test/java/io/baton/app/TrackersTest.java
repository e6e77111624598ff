package io.baton.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.ScriptConfig;
import io.baton.config.TrackedScript;
import io.baton.script.CommandResult;
import io.baton.script.Commands;
import io.baton.vrrp.TrackerResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Trackers over a change of the configuration.
class TrackersTest {

  private static final ScriptConfig LONG = script("long", 3600, 3);

  private final Programs programs = new Programs();
  private final List<TrackerResult> told = new CopyOnWriteArrayList<>();
  private final Trackers trackers = new Trackers();

  /// Programs that succeed when they are let go on.
  private static final class Programs implements Commands {
    private final Map<String, Integer> starts = new ConcurrentHashMap<>();
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();
    private final Semaphore gate = new Semaphore(0);

    @Override
    public CommandResult run(
        Command command,
        Map<String, String> environment,
        byte[] input,
        Duration limit,
        Runnable whenOverdue)
        throws InterruptedException {
      var name = command.words().getFirst();
      starts.merge(name, 1, Integer::sum);
      try {
        gate.acquire();
      } finally {
        ended.merge(name, 1, Integer::sum);
      }
      return new CommandResult.Exited(0, "");
    }

    int starts(String name) {
      return starts.getOrDefault(name, 0);
    }
  }

  private static ScriptConfig script(String name, int seconds, int rise) {
    return new ScriptConfig(
        name,
        new Command(List.of(name), null),
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(seconds),
        0,
        false,
        rise,
        1,
        true);
  }

  private static BatonConfig config(List<String> used, ScriptConfig... scripts) {
    var tracks = used.stream().map(name -> new TrackedScript(name, null, null)).toList();
    var instance = InstanceConfig.named("VI_1").virtualRouterId(1).trackScripts(tracks).build();
    return new BatonConfig(GlobalConfig.DEFAULT, List.of(scripts), List.of(instance));
  }

  private void change(BatonConfig config) {
    trackers.change(config, programs, told::add);
  }

  @AfterEach
  void end() {
    trackers.stop();
    trackers.close();
  }

  @Test
  void anUnchangedTrackerKeepsItsProcessAndASecondUserStartsNoOther() {
    // Given
    change(config(List.of("long"), LONG));
    Awaitility.await().until(() -> programs.starts("long") == 1);

    // When
    change(config(List.of("long", "new"), LONG, script("new", 3600, 1)));
    Awaitility.await().until(() -> programs.starts("new") == 1);

    // Then
    assertThat(programs.starts("long")).isEqualTo(1);
    assertThat(programs.ended).isEmpty();
  }

  @Test
  void aChangedTrackerEndsItsProcessAndMakesNobodyFaultBeforeItHasAnswered() {
    // Given: it had a verdict
    programs.gate.release();
    change(config(List.of("long"), script("long", 1, 1)));
    Awaitility.await().until(() -> programs.starts("long") == 2);
    assertThat(told.getLast().good()).isTrue();
    told.clear();

    // When
    change(config(List.of("long"), LONG));
    Awaitility.await().until(() -> programs.starts("long") == 3);

    // Then: its `initFail` counts at the daemon's start only
    assertThat(programs.ended).containsEntry("long", 2);
    assertThat(told).allMatch(TrackerResult::good);
  }

  @Test
  void whatNobodyDependsOnAnyMoreIsEnded() {
    // Given
    change(config(List.of("long"), LONG));
    Awaitility.await().until(() -> programs.starts("long") == 1);

    // When
    change(config(List.of(), LONG));

    // Then
    assertThat(programs.ended).containsEntry("long", 1);
  }
}
