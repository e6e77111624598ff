package io.baton.notify;

import static io.baton.notify.Events.event;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.config.Command;
import io.baton.config.NotifyConfig;
import io.baton.script.Scripts;
import io.baton.vrrp.ReportedState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The notify scripts with real processes in real time.
@Timeout(60)
class NotifyScriptsProcessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;

  private Scripts scripts;

  @BeforeEach
  void scriptsLiveInTheFolder() {
    scripts = new Scripts(folder);
  }

  @Test
  void fiftyEventsAreToldInOrderHoweverLongEachTakes() {
    // Given: every run takes another time, and says when it begins and ends
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4711);
    scripts.file("durations", durations(random));
    Command any =
        scripts.script(
            "any",
            """
            echo "begin $BATON_SEQUENCE $5" >> $0.out
            sleep 0.$(sed -n "${BATON_SEQUENCE}p" $1)
            echo "end $BATON_SEQUENCE $5" >> $0.out""",
            scripts.path("durations").toString());
    var notify = notify(Map.of("VI_1", any(any)), Duration.ofSeconds(20));
    var expected = new ArrayList<String>();

    // When
    for (int i = 1; i <= 50; i++) {
      ReportedState to = i % 2 == 0 ? ReportedState.BACKUP : ReportedState.MASTER;
      notify.accept(event("VI_1", i, to, i));
      expected.add("begin " + i + " " + i);
      expected.add("end " + i + " " + i);
    }
    notify.close(PATIENCE);

    // Then
    assertThat(scripts.lines("any.out")).isEqualTo(expected);
    assertThat(notify.dropped()).isZero();
  }

  @Test
  void argumentsArriveAsKeepalivedGivesThem() {
    // Given
    Command any =
        scripts.script("any", "for a in \"$@\"; do echo \"<$a>\"; done > $0.out", "two words");
    var notify = notify(Map.of("VI 1", any(any)), PATIENCE);

    // When
    notify.accept(event("VI 1", 1, ReportedState.FAULT, 90));
    notify.close(PATIENCE);

    // Then
    assertThat(scripts.lines("any.out"))
        .containsExactly("<two words>", "<INSTANCE>", "<VI 1>", "<FAULT>", "<90>");
  }

  @Test
  void aHangingScriptIsKilledWithItsGroupAndHoldsNobodyElse() {
    // Given
    Command hanging =
        scripts.script(
            "hanging",
            """
            (trap '' TERM; while :; do sleep 1; done) &
            echo $! > $0.child
            wait""");
    Command quick = scripts.script("quick", "echo $3 >> $0.out");
    Command after = scripts.script("after", "echo told >> $0.out");
    var notify =
        notify(
            Map.of("VI_1", new NotifyConfig(hanging, after, null, null, null), "VI_2", any(quick)),
            Duration.ofSeconds(1));

    // When
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    notify.accept(event("VI_1", 2, ReportedState.BACKUP));
    await().atMost(20, SECONDS).until(() -> scripts.isAlive("hanging.child"));
    notify.accept(event("VI_2", 1, ReportedState.MASTER));
    await().atMost(20, SECONDS).until(() -> scripts.lines("quick.out").equals(List.of("MASTER")));

    // Then
    assertThat(scripts.lines("after.out")).as("not before the first is over").isEmpty();
    notify.close(PATIENCE);
    assertThat(scripts.isAlive("hanging.child")).isFalse();
    assertThat(scripts.lines("after.out")).containsExactly("told");
  }

  @Test
  void closeKillsWhatStillRunsAfterTheLimit() {
    // Given
    Command hanging =
        scripts.script("hanging", "trap '' TERM; echo $$ > $0.pid; while :; do sleep 1; done");
    var notify = notify(Map.of("VI_1", any(hanging)), PATIENCE);
    notify.accept(event("VI_1", 1, ReportedState.MASTER));
    await().atMost(20, SECONDS).until(() -> scripts.isAlive("hanging.pid"));

    // When
    notify.close(Duration.ofMillis(10));

    // Then
    assertThat(scripts.isAlive("hanging.pid")).isFalse();
  }

  @Test
  void theStopScriptIsStillToldAtTheEnd() {
    // Given
    Command stop = scripts.script("stop", "sleep 0.3; echo stopped > $0.out");
    var notify = notify(Map.of("VI_1", new NotifyConfig(null, null, null, stop, null)), PATIENCE);

    // When
    notify.accept(event("VI_1", 1, ReportedState.STOP));
    notify.close(PATIENCE);

    // Then
    assertThat(scripts.lines("stop.out")).containsExactly("stopped");
  }

  private static String durations(RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append("%03d%n".formatted(random.nextInt(60)));
    }
    return text.toString();
  }

  private static NotifyConfig any(Command any) {
    return new NotifyConfig(null, null, null, null, any);
  }

  private static NotifyScripts notify(Map<String, NotifyConfig> configs, Duration limit) {
    return new NotifyScripts(
        event -> Optional.ofNullable(configs.get(event.name())), Scripts.runner(), limit);
  }
}
