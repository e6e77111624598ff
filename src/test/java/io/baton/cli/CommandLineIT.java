package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.config.YamlReader;
import io.baton.keepalived.KeepalivedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program on good and wrong inputs: what it prints, and what it ends with.
class CommandLineIT {

  private static final String GOOD =
      """
      # The pair.
      vrrp_instance V1 {
        interface none0
        virtual_router_id 51
        virtual_ipaddress { 192.0.2.1/24 }
      }
      """;

  @TempDir private Path folder;

  /// Of the virtual machine.
  private String options = "";

  private record Result(int code, String out, String err) {}

  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().put("BATON_JAVA_OPTS", options);
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private Result baton(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("bin/baton"));
    command.addAll(List.of(arguments));
    return result(command);
  }

  private Result result(List<String> command) throws Exception {
    Process process = start(command);
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("%s ends by itself", command).isTrue();
    return new Result(process.exitValue(), read("out"), read("err"));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void checkEndsWithZeroOneOrTwo() throws Exception {
    // Given
    String good = write("good.conf", GOOD);
    String wrong = write("wrong.conf", GOOD.replace("51", "0"));

    // When
    Result valid = baton("check", good);
    Result invalid = baton("check", "--format", "json", wrong);
    Result missing = baton("check", folder + "/none.conf");
    Result usage = baton("check", "--no-such-option", good);

    // Then
    assertThat(valid.code()).isEqualTo(0);
    assertThat(valid.out()).isEqualTo("1 instance, 0 scripts: 0 errors, 0 warnings, 0 notes\n");
    assertThat(invalid.code()).isEqualTo(1);
    var finding = JsonMapper.builder().build().readTree(invalid.out()).at("/findings/0");
    assertThat(finding.get("code").asText()).isEqualTo("out-of-range");
    assertThat(finding.get("line").asInt()).isEqualTo(4);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.out()).contains("none.conf:1:1: error: no such file");
    assertThat(usage.code()).isEqualTo(2);
    assertThat(usage.err()).contains("--no-such-option");
  }

  /// There the validator comes with Quarkus, whose own lines must not be among the output.
  @Test
  void checkPrintsTheSameAsANativeExecutable() throws Exception {
    // Given
    String wrong = write("wrong.conf", GOOD.replace("51", "0"));
    Result usual = baton("check", "--format", "json", wrong);

    // When
    options = "-Dorg.graalvm.nativeimage.imagecode=runtime";
    Result asNative = baton("check", "--format", "json", wrong);

    // Then
    assertThat(asNative).isEqualTo(usual);
    assertThat(usual.err()).isEmpty();
  }

  @Test
  void convertWritesWhatSaysTheSame() throws Exception {
    // Given
    String good = write("good.conf", GOOD);
    String output = folder + "/baton.yaml";

    // When
    Result printed = baton("convert", good);
    Result written = baton("convert", "-o", output, good);
    Result again = baton("convert", "-o", output, good);
    Result wrong = baton("convert", write("wrong.conf", GOOD.replace("51", "0")));

    // Then
    assertThat(printed.code()).isEqualTo(0);
    assertThat(printed.out()).startsWith("# The pair.\n");
    assertThat(YamlReader.read("x", printed.out()).config())
        .isEqualTo(KeepalivedReader.read("x", GOOD).config());
    assertThat(written.code()).isEqualTo(0);
    assertThat(Path.of(output)).hasContent(printed.out());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("baton.yaml is there already; --force replaces it");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("nothing was converted");
  }

  @Test
  void runRefusesWhatItCannotUse() throws Exception {
    // When
    Result missing = baton("run", "--config", folder + "/none.conf");
    Result wrong = baton("run", "--config", write("wrong.conf", GOOD.replace("51", "0")));
    Result usage = baton("run", "--no-such-option");

    // Then
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("none.conf: no such file");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("has errors, nothing was started");
    assertThat(usage.code()).isEqualTo(2);
  }

  /// The interface is not there, so the instance waits, and nothing is sent.
  @Test
  void runEndsWithZeroOnceItIsAskedTo() throws Exception {
    // Given
    String good = write("good.conf", GOOD);
    Process daemon =
        start(List.of("bin/baton", "run", "--config", good, "--state-dir", folder + "/state"));

    // When
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> read("out").contains("V1: "));
      daemon.destroy();

      // Then
      assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(daemon.exitValue()).as(read("out") + read("err")).isEqualTo(0);
    } finally {
      daemon.destroyForcibly();
    }
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws Exception {
    // Given
    String secret = write("secret.conf", GOOD);
    Files.setPosixFilePermissions(Path.of(secret), Set.of());

    // When
    var command = new ArrayList<>(List.of("setpriv", "--bounding-set", "-all", "bin/baton"));
    command.addAll(List.of("check", secret));
    Result refused = result(command);

    // Then
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out())
        .contains("secret.conf:1:1: error:")
        .contains("not readable by this user");
  }

  @Test
  void helpNamesEveryOption() throws Exception {
    // When
    Result help = baton("--help");
    Result check = baton("check", "--help");
    Result convert = baton("convert", "--help");

    // Then
    assertThat(help.code()).isEqualTo(0);
    assertThat(help.out()).contains("run", "check", "convert");
    assertThat(check.out()).contains("--strict", "--format", "--config-id", "Exit codes");
    assertThat(convert.out()).contains("--output", "--force", "--config-id", "Exit codes");
  }
}
