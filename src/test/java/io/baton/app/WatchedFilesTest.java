package io.baton.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A change of files is noticed once, when nobody writes any more.
class WatchedFilesTest {

  @TempDir private Path folder;
  private Path file;
  private WatchedFiles watch;

  @BeforeEach
  void watch() throws IOException {
    file = Files.writeString(folder.resolve("baton.yaml"), "instances:");
    watch = new WatchedFiles(file);
  }

  private boolean look(Path... folders) {
    return watch.look(List.of(new Position(file.toString(), 1, 1)), Set.of(folders));
  }

  @Test
  void aChangeIsToldOnceItIsQuiet() throws IOException {
    // Given
    look();

    // When
    Files.writeString(file, "instances: {}");
    boolean atOnce = look();
    Files.writeString(file, "instances: {} ");
    boolean stillWriting = look();
    boolean quiet = look();
    boolean again = look();

    // Then
    assertThat(atOnce).isFalse();
    assertThat(stillWriting).isFalse();
    assertThat(quiet).isTrue();
    assertThat(again).isFalse();
  }

  @Test
  void aLinkToAFolderThatIsSwappedIsAChange() throws IOException {
    // Given: as Kubernetes mounts a ConfigMap
    for (String version : List.of("v1", "v2")) {
      Files.createDirectory(folder.resolve(version));
      Files.writeString(folder.resolve(version).resolve("mounted.yaml"), version);
    }
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
    file = folder.resolve("mounted.yaml");
    Files.createSymbolicLink(file, Path.of("..data/mounted.yaml"));
    watch = new WatchedFiles(file);
    look();
    look();

    // When
    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("v2"));
    Files.move(
        folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.REPLACE_EXISTING);
    look();

    // Then
    assertThat(look()).isTrue();
  }

  @Test
  void theFirstFileOfAnEmptyFolderIsAChange() throws IOException {
    // Given
    var included = Files.createDirectory(folder.resolve("conf.d"));
    look(included);
    look(included);

    // When
    Files.writeString(included.resolve("first.yaml"), "instances:");
    look(included);

    // Then
    assertThat(look(included)).isTrue();
  }
}
