package io.baton.track;

import io.baton.config.ScriptConfig;
import io.baton.script.CommandResult;
import io.baton.script.Commands;
import io.baton.vrrp.TrackerKey;
import io.baton.vrrp.TrackerResult;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the program of one `vrrp_script` periodically and tells its verdict: the first one, and
/// every change. A program that takes too long is a failure at the moment its time is over, not
/// only when it has died. `reverse` and `weight` are not its business.
public final class ScriptTracker implements AutoCloseable {

  private final ScriptConfig config;
  private final Commands commands;
  private final VerdictLoop loop;

  /// @param verdicts called on the tracker's own thread; must neither block nor throw
  public ScriptTracker(ScriptConfig config, Commands commands, Consumer<TrackerResult> verdicts) {
    this(config, commands, verdicts, MonotonicClock.OF_THE_HOST);
  }

  ScriptTracker(
      ScriptConfig config,
      Commands commands,
      Consumer<TrackerResult> verdicts,
      MonotonicClock clock) {
    this.config = config;
    this.commands = commands;
    this.loop =
        new VerdictLoop(
            TrackerKey.script(config.name()),
            config.interval(),
            ScriptResultMachine.initial(config.rise(), config.fall(), config.initFail()),
            this::runOnce,
            verdicts,
            clock,
            Thread.ofVirtual().name("script-" + config.name()));
  }

  /// The first run begins at once. Only once.
  public void start() {
    loop.start();
  }

  /// How its tries went so far. Any thread.
  public Tries tries() {
    return loop.tries();
  }

  /// Begins to end: nothing is told any more, and a running program is being killed. Any thread,
  /// never blocks.
  public void stop() {
    loop.stop();
  }

  /// Stops and waits until a running program is gone, two seconds at most. Not on the event loop.
  @Override
  public void close() {
    loop.close();
  }

  /// All the thread does; in tests on the test's own.
  void work() {
    loop.work();
  }

  private void runOnce(VerdictLoop.Judge judge) throws InterruptedException {
    Duration limit = config.effectiveTimeout();
    var result =
        commands.run(
            config.command(),
            Map.of(),
            limit,
            () -> judge.judge(false, new CommandResult.TimedOut(limit).toString()));
    judge.judge(result.isSuccess(), result.toString());
  }
}
