package io.baton.script;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.ScriptUser;
import io.baton.script.CommandResult.CouldNotRun;
import io.baton.script.CommandResult.Exited;
import io.baton.script.CommandResult.Signalled;
import io.baton.script.CommandResult.TimedOut;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandRunnerTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;

  private Scripts scripts;
  private final CommandRunner runner = Scripts.runner();

  @BeforeEach
  void scriptsLiveInTheFolder() {
    scripts = new Scripts(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 126, 127, 255})
  void exitCodesComeBackAsTheyAre(int code) throws InterruptedException {
    // Given
    Command command = scripts.script("check", "exit " + code);

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result).isEqualTo(new Exited(code, ""));
    assertThat(result.isSuccess()).isEqualTo(code == 0);
  }

  @Test
  void theInputIsReadToItsEndAndAProgramThatDoesNotReadItHoldsNobody() throws Exception {
    // Given
    byte[] input = "x".repeat(Commands.LONGEST_INPUT).getBytes(StandardCharsets.UTF_8);
    var counting = new Command(List.of("/usr/bin/wc", "-c"), null);
    var deaf = new Command(List.of("/usr/bin/sleep", "0.1"), null);

    // When
    var counted = runner.run(counting, Map.of(), input, LONG, () -> {});
    var ignored = runner.run(deaf, Map.of(), input, LONG, () -> {});

    // Then
    assertThat(counted).isEqualTo(new CommandResult.Exited(0, "60000"));
    assertThat(ignored).isEqualTo(new CommandResult.Exited(0, ""));
    assertThatThrownBy(() -> runner.run(deaf, Map.of(), new byte[input.length + 1], LONG, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void argumentsAreExactAndNoShellReadsThem() throws InterruptedException {
    // Given
    String[] arguments = {"two words", "", "$HOME", "a;b", "*", "it's \"quoted\"", "--", "-x"};
    Command command =
        scripts.script("check", "for a in \"$@\"; do echo \"<$a>\"; done > $0.out", arguments);

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result.isSuccess()).isTrue();
    assertThat(scripts.lines("check.out"))
        .containsExactly(
            "<two words>", "<>", "<$HOME>", "<a;b>", "<*>", "<it's \"quoted\">", "<-->", "<-x>");
  }

  @Test
  void evidenceIsTheLastLineOfStandardErrorBeforeStandardOutput() throws InterruptedException {
    // Given
    Command both =
        scripts.script("both", "echo first >&2; echo second >&2; echo; echo out; exit 3");
    Command outOnly = scripts.script("out", "echo one; printf 'two \\033[1m\\n\\n'; exit 1");

    // When
    CommandResult fromBoth = run(both);
    CommandResult fromOut = run(outOnly);

    // Then
    assertThat(fromBoth).isEqualTo(new Exited(3, "second")).hasToString("exit code 3: second");
    assertThat(fromOut).isEqualTo(new Exited(1, "two  [1m"));
  }

  @Test
  void aFloodOfOutputIsReadToTheEndAndMostlyThrownAway() throws InterruptedException {
    // Given: more than a pipe holds, so a runner that does not read would hang
    Command command = scripts.script("flood", "seq 1 400000; echo the end; exit 5");

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result).isEqualTo(new Exited(5, "the end"));
  }

  @Test
  void aVeryLongLineIsCut() throws InterruptedException {
    // Given
    Command command = scripts.script("long", "head -c 100000 /dev/zero | tr '\\0' x; exit 1");

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result).isEqualTo(new Exited(1, "x".repeat(Captured.LINE_LIMIT)));
  }

  @Test
  void standardInputIsEmpty() throws InterruptedException {
    // Given
    Command command = scripts.script("check", "read line && exit 1; exit 0");

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result.isSuccess()).isTrue();
  }

  @Test
  void aKilledProgramIsASignalledOne() throws InterruptedException {
    // Given
    Command command = scripts.script("check", "kill -9 $$");

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result).isEqualTo(new Signalled(9)).hasToString("killed by signal 9");
  }

  @Test
  void theProgramLeadsAGroupAndASessionOfItsOwn() throws InterruptedException {
    // Given
    Command command = scripts.script("check", "set -- $(cat /proc/$$/stat); echo $1 $5 $6; exit 1");

    // When
    var result = (Exited) run(command);

    // Then
    String[] pidGroupSession = result.lastLine().split(" ", -1);
    assertThat(pidGroupSession).hasSize(3).containsOnly(pidGroupSession[0]);
  }

  @Test
  void aGrandchildThatHoldsTheOutputOpenHoldsNothing() throws InterruptedException {
    // Given
    Command command = scripts.script("check", "sleep 20 & echo $! > $0.pid; echo well; exit 0");
    long start = System.nanoTime();

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result).isEqualTo(new Exited(0, "well"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(scripts.isAlive("check.pid")).as("what a script starts may stay").isTrue();
    ProcessHandle.of(Long.parseLong(scripts.lines("check.pid").getFirst()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void aGrandchildThatGoesOnWritingIsNotReadForEver() throws InterruptedException {
    // Given
    Command command = scripts.script("check", "yes flood & echo $! > $0.pid; exit 0");

    // When
    CommandResult result = run(command);

    // Then: its output was closed, so it ends by SIGPIPE; were it read on, it would live
    assertThat(result.isSuccess()).isTrue();
    await().atMost(10, SECONDS).until(() -> !scripts.isAlive("check.pid"));
  }

  @Test
  void aHangingProgramIsKilledWithAGrandchildThatIgnoresTerm() throws InterruptedException {
    // Given
    Command command =
        scripts.script(
            "check",
            """
            (trap '' TERM; while :; do sleep 1; done) &
            echo $! > $0.child
            echo $$ > $0.pid
            wait""");
    var toldAlive = new AtomicBoolean();

    // When
    CommandResult result =
        runner.run(command, Map.of(), SHORT, () -> toldAlive.set(scripts.isAlive("check.pid")));

    // Then
    assertThat(result).isEqualTo(new TimedOut(SHORT)).hasToString("timed out after 0.3 s");
    assertThat(toldAlive).as("the verdict came before the kill").isTrue();
    assertThat(scripts.lines("check.child")).isNotEmpty();
    assertThat(scripts.isAlive("check.child")).isFalse();
    assertThat(scripts.isAlive("check.pid")).isFalse();
  }

  @Test
  void aProgramThatListensToTermMayTidyUp() throws InterruptedException {
    // Given
    Command command =
        scripts.script(
            "check", "trap 'echo tidy > $0.out; exit 0' TERM\nwhile :; do sleep 0.05; done");

    // When
    CommandResult result = runner.run(command, Map.of(), SHORT);

    // Then
    assertThat(result).isInstanceOf(TimedOut.class);
    assertThat(result.isSuccess()).isFalse();
    assertThat(scripts.lines("check.out")).containsExactly("tidy");
  }

  @Test
  void interruptionKillsTheGroup() throws InterruptedException {
    // Given
    Command command =
        scripts.script("check", "trap '' TERM; echo $$ > $0.pid; while :; do sleep 1; done");
    var outcome = new AtomicReference<Object>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    outcome.set(run(command));
                  } catch (InterruptedException e) {
                    outcome.set(e);
                  }
                });
    await().atMost(10, SECONDS).until(() -> scripts.isAlive("check.pid"));

    // When
    thread.interrupt();
    thread.join();

    // Then
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    assertThat(scripts.isAlive("check.pid")).isFalse();
  }

  @Test
  void theEnvironmentIsOursWithoutTheDangerousNames() throws InterruptedException {
    // Given
    var users = new ScriptUsers(() -> GlobalConfig.DEFAULT);
    var security = new ScriptSecurity(users, () -> GlobalConfig.DEFAULT);
    var ours =
        Map.ofEntries(
            Map.entry("PATH", "/usr/bin:/bin"),
            Map.entry("KEPT", "yes"),
            Map.entry("IFS", "x"),
            Map.entry("LD_PRELOAD", ""),
            Map.entry("LD_LIBRARY_PATH", "/lib"));
    var filtered =
        new CommandRunner(security, new ShellSignals(), new Wrappers(users.daemon(), false), ours);
    Command command = new Command(List.of("/usr/bin/env"), null);
    Command check = scripts.script("check", "env > $0.out");

    // When
    CommandResult plain = filtered.run(command, Map.of(), LONG);
    CommandResult withMore = filtered.run(check, Map.of("BATON_TO", "MASTER\0"), LONG);

    // Then
    assertThat(plain.isSuccess()).isTrue();
    assertThat(withMore.isSuccess()).isTrue();
    assertThat(scripts.lines("check.out"))
        .contains("KEPT=yes", "BATON_TO=MASTER ")
        .noneMatch(line -> line.startsWith("LD_") || line.startsWith("IFS="));
  }

  @Test
  void whatCannotBeExecutedCouldNotRun() throws Exception {
    // Given
    Path broken = scripts.file("broken", "#!/no/such/interpreter\nexit 0\n");
    Path windows = scripts.file("windows", "#!/bin/sh\r\nexit 0\r\n");
    Path noPython = scripts.file("env", "#!/usr/bin/env no-such-language\n");
    Path empty = scripts.file("empty", "");
    Path plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\nexit 0\n");

    // When / Then
    assertWhy(broken, "needs the interpreter /no/such/interpreter");
    assertWhy(windows, "carriage return");
    assertWhy(noPython, "needs the interpreter no-such-language");
    assertWhy(empty, "is empty");
    assertWhy(plain, "plain is not executable: chmod +x it");
    assertWhy(folder, "is not a regular file");
    assertWhy(folder.resolve("missing"), "missing does not exist");
    assertThat(run(new Command(List.of("no-such-program"), null)))
        .hasToString("could not run: no-such-program is in no folder of PATH: give its full path");
  }

  @Test
  void aFailedExecIsNotTakenForAnExitCode() throws InterruptedException {
    // Given: an interpreter that is itself a broken script gets past every look beforehand
    Path interpreter = scripts.file("interpreter", "#!/no/such/interpreter\n");
    Path script = scripts.file("check", "#!" + interpreter + "\nexit 0\n");

    // When
    CommandResult result = run(Scripts.command(script));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            CouldNotRun.class,
            r -> assertThat(r.why()).startsWith("setsid: ").contains(script.toString()));
  }

  @Test
  void aProgramThatSays127IsNotTakenForAFailedExec() throws InterruptedException {
    // Given
    Command command = scripts.script("check", "/no/such/program");

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            Exited.class,
            exited -> {
              assertThat(exited.code()).isEqualTo(127);
              assertThat(exited.lastLine()).contains("not found");
            });
  }

  @Test
  void anUnknownUserIsNeverSuccess() throws InterruptedException {
    // Given
    var command = new Command(List.of("/bin/true"), new ScriptUser("no_such_user_here", null));

    // When
    CommandResult result = run(command);

    // Then
    assertThat(result)
        .isEqualTo(new CouldNotRun("user no_such_user_here does not exist: create it"));
  }

  @Test
  void rootRunsAScriptAsNobody() throws Exception {
    // Given
    CommandRunner withUsers = runnerOfThisHost(false);
    assumeTrue(isRoot(), "SKIPPED: only root can run a script as somebody else");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path program =
        scripts.file(
            "who",
            """
            #!/bin/sh
            grep -E '^(Uid|CapInh|CapEff)' /proc/self/status | tr '\\n\\t' '; '
            id -u; exit 1
            """);
    var command =
        new Command(List.of("/bin/sh", program.toString()), new ScriptUser("nobody", null));

    // When
    CommandResult result = withUsers.run(command, Map.of(), LONG);

    // Then
    assertThat(((Exited) result).lastLine())
        .contains("CapInh: 0000000000000000", "CapEff: 0000000000000000")
        .endsWith("65534");
  }

  @Test
  void aProgramIsNeverRealTimeWhenTheDaemonIs() throws InterruptedException {
    // Given
    Command command = scripts.script("check", "set -- $(cat /proc/$$/stat); echo ${41}; exit 1");

    // When: field 41 of proc_pid_stat(5) is the policy, SCHED_OTHER is 0
    CommandResult result = runnerOfThisHost(true).run(command, Map.of(), LONG);

    // Then
    assertThat(result).isEqualTo(new Exited(1, "0"));
  }

  @Test
  void manyAtOnceDoNotDisturbEachOther() throws InterruptedException {
    // Given
    var results = new ArrayList<AtomicReference<CommandResult>>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 24; i++) {
      Command command = scripts.script("check" + i, "sleep 0.2; echo " + i + "; exit " + i);
      var result = new AtomicReference<CommandResult>();
      results.add(result);
      threads.add(Thread.ofVirtual().unstarted(() -> result.set(unchecked(command))));
    }

    // When
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    // Then
    for (int i = 0; i < 24; i++) {
      assertThat(results.get(i).get()).isEqualTo(new Exited(i, Integer.toString(i)));
    }
  }

  @Test
  void aLimitOfZeroIsOurMistake() {
    // Given
    var command = new Command(List.of("/bin/true"), null);

    // When / Then
    assertThatThrownBy(() -> runner.run(command, Map.of(), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private CommandResult run(Command command) throws InterruptedException {
    return runner.run(command, Map.of(), LONG);
  }

  private CommandResult unchecked(Command command) {
    try {
      return run(command);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertWhy(Path program, String why) throws InterruptedException {
    CommandResult result = run(Scripts.command(program));
    assertThat(result.isSuccess()).isFalse();
    assertThat(result)
        .isInstanceOfSatisfying(
            CouldNotRun.class,
            r -> assertThat(r.why()).startsWith(program.toString()).contains(why));
  }

  private static CommandRunner runnerOfThisHost(boolean realTime) {
    var users = new ScriptUsers(() -> GlobalConfig.DEFAULT);
    var security = new ScriptSecurity(users, () -> GlobalConfig.DEFAULT);
    return new CommandRunner(users, security, new ShellSignals(), realTime);
  }

  private static boolean isRoot() {
    return Accounts.ofThisHost().daemon().isRoot();
  }
}
