package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.api.FakeConfigService;
import io.baton.api.FakeEventStore;
import io.baton.api.TestCredentials;
import io.baton.engine.NodeEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(TestCredentials.class)
class ClientCommandsTest {

  private static final String VI_1 =
      """
      instances:
        VI_1:
          interface: eth0
          virtualRouterId: 51
          password: qwaszx
          version: 2
          addresses: [10.0.0.40/24]
      """;

  @TempDir private Path folder;

  @Inject private FakeConfigService configs;
  @Inject private FakeEventStore events;

  @BeforeEach
  void nothingIsManaged() {
    configs.reset();
  }

  private static String url() {
    return "http://localhost:" + RestAssured.port;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Shell.Result as(String user, String... arguments) throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--user", user, "--password-file"));
    all.add(file("password", TestCredentials.PASSWORD + "\n"));
    return run(all.toArray(String[]::new));
  }

  private Shell.Result run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", url()));
    if (!List.of(arguments).contains("--state-dir")) {
      all.addAll(List.of("--state-dir", folder.toString()));
    }
    return Shell.run(all.toArray(String[]::new));
  }

  private static Shell.Result answering(String answer, Shell.Attempt attempt) throws IOException {
    var before = System.in;
    System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    try {
      return attempt.run();
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void applyShowsThePlanAndDoesNothingUntilSomebodySaysYes() throws Exception {
    // Given
    String file = file("wanted.yaml", VI_1);

    // When
    var unasked = answering("", () -> as("ada", "apply", "-f", file));
    var refused = answering("n\n", () -> as("ada", "apply", "-f", file));

    // Then
    assertThat(unasked.code()).isEqualTo(1);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("add instance VI_1", "Make these changes? [y/N]");
    assertThat(refused.err()).contains("nothing was changed");
    assertThat(configs.current().managed().instances()).isEmpty();

    // When
    var applied = answering("y\n", () -> as("ada", "apply", "-f", file, "--reason", "new pair"));
    var again = as("ada", "apply", "-f", file);

    // Then
    assertThat(applied.err()).isEmpty();
    assertThat(applied.code()).isEqualTo(0);
    assertThat(applied.out()).contains("applied, revision");
    assertThat(configs.current().managed().instances()).hasSize(1);
    assertThat(again.code()).isEqualTo(0);
    assertThat(again.out()).isEqualTo("nothing changes\n");
    assertThat(run("history").out()).contains("REVISION", "new pair", "ada");
  }

  @Test
  void diffChangesNothingAndTellsWhatIsWrongWithPointers() throws Exception {
    // When
    var planned = run("diff", "-f", file("a.yaml", VI_1));
    var wrong = run("diff", "-f", file("b.yaml", VI_1.replace("10.0.0.40", "10.0.9.1")));
    var outOfRange = run("diff", "-f", file("c.yaml", VI_1.replace("51", "300")));
    var unreadable = run("diff", "-f", file("d.yaml", VI_1.replace("interface", "interfase")));

    // Then
    assertThat(planned.out()).contains("add instance VI_1");
    assertThat(planned.code()).isEqualTo(0);
    assertThat(unreadable.code()).isEqualTo(1);
    assertThat(unreadable.err()).contains("d.yaml:3:", "nothing was sent");
    assertThat(outOfRange.err()).contains("/instances/VI_1/virtualRouterId: ");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("an address has one holder");
    assertThat(configs.current().managed().instances()).isEmpty();
  }

  @Test
  void aChangeThatWaitsIsConfirmedAndAnEarlierRevisionComesBack() throws Exception {
    // Given
    String one = file("one.yaml", VI_1);
    String two = file("two.yaml", VI_1.replace("51", "52"));
    var first = as("ada", "apply", "-y", "-f", one);

    // When
    var second = as("ada", "apply", "-y", "-f", two, "--confirm-within", "60s");
    var waiting = run("status");
    var confirmed = as("ada", "confirm");
    var nothing = as("ada", "confirm");
    var back = as("ada", "rollback", "--yes");

    // Then
    assertThat(first.code()).isEqualTo(0);
    assertThat(second.out()).contains("unless confirmed");
    assertThat(waiting.out()).contains("by ada is undone at");
    assertThat(confirmed.code()).isEqualTo(0);
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.err()).contains("no such change waits");
    assertThat(back.code()).isEqualTo(0);
    assertThat(configs.current().managed().instances().getFirst().virtualRouterId()).isEqualTo(51);
  }

  @Test
  void aDrainNeedsAPeerOrForceAndARoleThatMay() throws Exception {
    assertThat(as("oscar", "drain", "VI_FILE").err()).contains("no healthy peer");
    assertThat(as("oscar", "drain", "VI_FILE", "--force").out()).isEqualTo("VI_FILE: drained\n");
    assertThat(as("oscar", "undrain").code()).isEqualTo(0);
    assertThat(as("oscar", "announce", "VI_FILE").code()).isEqualTo(0);
    assertThat(as("oscar", "resign", "VI_FILE").code()).isEqualTo(0);
    assertThat(as("oscar", "resign").code()).isEqualTo(2);
    assertThat(as("oscar", "undrain", "VI_FILE", "--expires-after", "2h").code()).isEqualTo(2);
    assertThat(as("oscar", "resign", "none").err()).contains("there is no instance \"none\"");
    assertThat(as("vera", "drain", "VI_FILE", "--force").err()).contains("may not do that");
    assertThat(run("drain", "VI_FILE", "--force").err()).contains("--user, --token-file");
    assertThat(as("ada", "reload").out()).startsWith("unchanged, revision");
  }

  @Test
  void answersAreTablesForPeopleAndJsonForPrograms() throws Exception {
    assertThat(run("status").out()).contains("NAME", "STATE", "configuration");
    assertThat(run("instances").out()).contains("VI_FILE", "baton.yaml:");
    var json = RestClient.JSON.readTree(run("instances", "-o", "json").out());
    assertThat(json.get(0).path("name").asText()).isEqualTo("VI_FILE");
    assertThat(RestClient.JSON.readTree(run("status", "-o", "json").out()).has("config")).isTrue();
    assertThat(run("explain", "VI_FILE").out()).contains("is configured and does not run");
    assertThat(run("explain", "none").code()).isEqualTo(1);
  }

  @Test
  void followedEventsGoOnAfterThePastOnes() {
    // Given
    events.outbox().record(new NodeEvent.ConfigApplied(Instant.now(), 41, "before", List.of()));
    await().until(() -> run("events").out().contains("configuration 41 runs, by before"));

    // When
    var out = new StringWriter();
    Thread.ofVirtual()
        .start(
            () ->
                Shell.line(new PrintWriter(out), new PrintWriter(out))
                    .execute("events", "--follow", "--url", url()));
    await().until(() -> out.toString().contains("by before"));
    events.outbox().record(new NodeEvent.ConfigApplied(Instant.now(), 42, "after", List.of()));

    // Then
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> out.toString().contains("configuration 42 runs, by after"));
    assertThat(out.toString()).containsOnlyOnce("by before").containsOnlyOnce("by after");
  }

  @Test
  void whatCannotBeReachedOrUsedHasItsOwnExitCode() throws Exception {
    // When
    var away = Shell.run("status", "--url", "http://127.0.0.1:1");
    var noUrl = Shell.run("status", "--url", "ftp://x");
    var clear =
        Shell.run("status", "--url", "http://192.0.2.1", "--token-file", file("token", "x"));
    var noFile = run("status", "--token-file", folder + "/none");
    var wrong = run("status", "--user", "ada", "--password-file", file("wrong", "wrong"));

    // Then
    assertThat(away.code()).isEqualTo(3);
    assertThat(away.err()).contains("nothing answers at http://127.0.0.1:1");
    assertThat(noUrl.code()).isEqualTo(2);
    assertThat(clear.code()).isEqualTo(2);
    assertThat(clear.err()).contains("over https only");
    assertThat(noFile.code()).isEqualTo(2);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(Shell.run("nonsense").code()).isEqualTo(2);
  }

  @Test
  void completionKnowsEveryCommand() {
    var script = Shell.run("completion");
    assertThat(script.code()).isEqualTo(0);
    assertThat(script.out()).contains("explain", "--confirm-within", "undrain");
  }
}
