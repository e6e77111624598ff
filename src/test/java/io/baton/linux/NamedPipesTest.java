package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPipesTest {

  @Test
  void aPipeIsMadeThatOthersMayReadButNotWriteAndASecondOneIsRefused(@TempDir Path folder)
      throws Exception {
    // Given
    var pipe = folder.resolve("pipe");

    // When
    NamedPipes.make(pipe.toString());

    // Then
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
    assertThat(Files.getPosixFilePermissions(pipe))
        .contains(PosixFilePermission.OWNER_WRITE)
        .doesNotContain(PosixFilePermission.OTHERS_WRITE);
    assertThatThrownBy(() -> NamedPipes.make(pipe.toString()))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("EEXIST");
  }
}
