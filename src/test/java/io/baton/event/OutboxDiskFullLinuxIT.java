package io.baton.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A full disk, a real one: a small tmpfs in a mount namespace of its own.
class OutboxDiskFullLinuxIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aFullDiskLosesNothingButWhatExceedsTheBoundAndAllGoesOnWhenThereIsSpace()
      throws IOException, InterruptedException {
    // Given
    var disk = Files.createDirectory(folder.resolve("disk"));
    var output = folder.resolve("output.txt");
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var script =
        "mount -t tmpfs -o size=512k tmpfs '%s' && exec '%s' -cp '%s' %s '%s'"
            .formatted(
                disk,
                java,
                System.getProperty("java.class.path"),
                DiskFullVictim.class.getName(),
                disk);

    // When
    var process =
        new ProcessBuilder(
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT);
    var _ = process.destroyForcibly();

    // Then
    assertThat(ended).as(Files.readString(output)).isTrue();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
  }
}
