package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line and the daemon that it speaks to, as an operator on that host has them.
class CommandLineInteropIT {

  private static final InstanceText TEXT = InstanceText.of(3, 1, "10.9.0.100");

  private static final String MANAGED =
      """
      instances:
        VI_NEW:
          interface: eth0
          virtualRouterId: 61
          addresses: [10.9.0.110/24]
      """;

  @TempDir private Path folder;
  private Lan lan;
  private Host host;
  private Path state;

  @BeforeEach
  void makeHost() {
    lan = new Lan(folder);
    host = lan.host("a", 1);
    state = folder.resolve("a").resolve("state");
  }

  @AfterEach
  void removeHost() {
    lan.close();
  }

  private record Result(int code, String text) {}

  private Result baton(String arguments) {
    String command = "bin/baton " + arguments + " --state-dir " + state + " 2>&1; echo \"=$?\"";
    String output = Shell.run("ip", "netns", "exec", host.toString(), "sh", "-c", command);
    int at = output.lastIndexOf('=');
    return new Result(Integer.parseInt(output.substring(at + 1).strip()), output.substring(0, at));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void anOperatorDrainsChangesAndRollsBackAndNothingAcknowledgedIsLost() throws Exception {
    // Given
    assertThat(baton("status").code()).as("nobody is there yet").isEqualTo(3);
    host.startBaton(TEXT.at(150));
    Poll.until("it is active", 60, () -> host.holds("10.9.0.100"));
    var secret = Files.getPosixFilePermissions(state.resolve("local.password"));
    assertThat(secret).isEqualTo(PosixFilePermissions.fromString("rw-------"));

    // Then: what it does is told
    assertThat(baton("status").text()).contains("VI_1", "MASTER", "150", "10.9.0.100/24");
    assertThat(baton("explain VI_1").text()).contains("VI_1 is MASTER since", "BACKUP -> MASTER");

    // Then: nobody could take over
    var refused = baton("drain VI_1 --reason kernel");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(baton("drain VI_1 --force --reason kernel").code()).isEqualTo(0);
    Poll.until("it has let go", 5, () -> !host.holds("10.9.0.100"));
    assertThat(baton("explain VI_1").text()).contains("out of service", "by local: kernel");
    assertThat(baton("undrain VI_1").code()).isEqualTo(0);
    Poll.until("it is back", 10, () -> host.holds("10.9.0.100"));

    // When
    String one = file("one.yaml", MANAGED);
    String two = file("two.yaml", MANAGED.replace("110/24", "111/24"));
    var applied = baton("apply --yes -f " + one);
    assertThat(applied.code()).as(applied.text()).isEqualTo(0);
    Poll.until("the first is there", 10, () -> host.holds("10.9.0.110"));
    assertThat(baton("apply --yes -f " + two).code()).isEqualTo(0);
    Poll.until("the second is there", 10, () -> host.holds("10.9.0.111"));
    var back = baton("rollback --yes");
    assertThat(back.code()).as(back.text()).isEqualTo(0);

    // Then
    Poll.until(
        "the first is back", 10, () -> host.holds("10.9.0.110") && !host.holds("10.9.0.111"));
    assertThat(baton("history").text()).contains("REVISION", "local");

    // When
    host.kill();
    host.startBaton(TEXT.at(150));
    new Rest(host, state).await();

    // Then
    assertThat(baton("diff -f " + one).text()).isEqualTo("nothing changes\n");
    Poll.until("both are held again", 30, () -> host.holds("10.9.0.110"));
    assertThat(baton("events -n 100").text()).contains("VI_1 is MASTER");
  }
}
