package io.baton.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNumberTest {

  private static final Path FILE = Path.of("/f");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "-254, -254",
    "+7, 7",
    "'  12  ', 12",
    "'3\n4', 3",
    "-0, 0",
    "007, 7",
    "65536, 65535",
    "-99999999999999999999, -65535",
  })
  void theFirstLineIsTheNumber(String text, int value) {
    // Given // When
    var number = FileNumber.parse(FILE, text);

    // Then
    assertThat(number.isNumber()).isTrue();
    assertThat(number.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'is empty'",
    "'\n5', 'is empty'",
    "five, 'holds no number: five'",
    "5 apples, 'holds no number: 5 apples'",
    "1.5, 'holds no number: 1.5'",
    "'a\u0007b', 'holds no number: a?b'",
  })
  void whatIsNoNumberCountsAsZeroAndIsSaid(String text, String why) {
    // Given // When
    var number = FileNumber.parse(FILE, text);

    // Then
    assertThat(number).isEqualTo(new FileNumber(0, false, "/f " + why + ", counts as 0"));
  }

  @Test
  void aFileThatIsMissingCountsAsZero() {
    // Given
    Path file = folder.resolve("missing");

    // When // Then
    assertThat(FileNumber.read(file))
        .isEqualTo(new FileNumber(0, false, file + " does not exist, counts as 0"));
  }

  @Test
  @Timeout(20)
  void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
    // Given
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    // When // Then
    assertThat(FileNumber.read(pipe).evidence()).contains("is not a regular file");
  }

  @Test
  void onlyTheBeginningOfALongFileIsRead() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("long"), "7".repeat(1 << 20));

    // When
    var number = FileNumber.read(file);

    // Then
    assertThat(number.value()).isEqualTo(FileNumber.GREATEST);
    assertThat(number.evidence()).hasSizeLessThan(300);
  }
}
