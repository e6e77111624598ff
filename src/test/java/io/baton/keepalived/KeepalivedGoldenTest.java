package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.baton.config.Finding;
import io.baton.config.GoldenFiles;
import io.baton.config.Mutations;
import io.baton.config.ReadConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeepalivedGoldenTest {

  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final String KEYWORDS = "keepalived/keywords";
  private static final String CODES = "keepalived/codes";

  @TestFactory
  Stream<DynamicTest> everyFileIsReadAsItsGoldenSays() {
    return GoldenFiles.tests("keepalived", ".conf", KeepalivedReader::read);
  }

  @TestFactory
  Stream<DynamicTest> everyKeywordIsConvertedAsItsGoldenSays() {
    return GoldenFiles.conversions(KEYWORDS, ".conf", KeepalivedReader::read);
  }

  @TestFactory
  Stream<DynamicTest> everyFindingIsToldAsItsGoldenSays() {
    return GoldenFiles.conversions(CODES, ".conf", KeepalivedReader::read);
  }

  @Test
  void everyKeywordOfEveryBlockHasItsGolden() {
    // Given
    var expected = new TreeSet<String>();
    Keywords.all()
        .forEach(
            (block, keywords) -> keywords.forEach(keyword -> expected.add(block + "." + keyword)));
    KeepalivedReader.LOAD_BALANCING.forEach(keyword -> expected.add("top." + keyword));

    // Then
    assertThat(GoldenFiles.names(KEYWORDS, ".conf")).containsExactlyElementsOf(expected);
  }

  @TestFactory
  Stream<DynamicTest> everyKeywordChangesTheModelOrIsTold() {
    return GoldenFiles.names(KEYWORDS, ".conf").stream()
        .map(name -> dynamicTest(name, () -> changesTheModelOrIsTold(name)));
  }

  private static void changesTheModelOrIsTold(String name) {
    // Given
    String keyword = name.substring(name.indexOf('.') + 1);
    String text = GoldenFiles.text(RESOURCES.resolve(KEYWORDS).resolve(name + ".conf"));
    List<String> lines = text.lines().toList();
    int first = 0;
    while (!lines.get(first).strip().split(" ", 2)[0].equals(keyword)) {
      first++;
    }
    int last = first;
    int open = braces(lines.get(last));
    while (open > 0) {
      open += braces(lines.get(++last));
    }
    var rest = new ArrayList<>(lines.subList(0, first));
    rest.addAll(lines.subList(last + 1, lines.size()));

    // When
    ReadConfig with = KeepalivedReader.read("x", text);
    ReadConfig without = KeepalivedReader.read("x", String.join("\n", rest));

    // Then
    boolean told = !texts(with).equals(texts(without));
    assertThat(told || !with.config().equals(without.config())).isTrue();
    assertThat(with.findings()).extracting(Finding::code).doesNotContain("unknown-keyword");
  }

  private static List<String> texts(ReadConfig read) {
    return read.findings().stream().map(Finding::text).toList();
  }

  private static int braces(String line) {
    return line.chars().map(c -> c == '{' ? 1 : c == '}' ? -1 : 0).sum();
  }

  @TestFactory
  Stream<DynamicTest> everyCodeIsToldOfItsGolden() {
    return GoldenFiles.names(CODES, ".conf").stream()
        .map(
            code ->
                dynamicTest(
                    code,
                    () ->
                        assertThat(
                                KeepalivedReader.read(
                                        "x",
                                        GoldenFiles.text(
                                            RESOURCES.resolve(CODES).resolve(code + ".conf")))
                                    .findings())
                            .extracting(Finding::code)
                            .contains(code)));
  }

  @Test
  void everyCodeThatTheReaderTellsHasItsGolden() {
    // Given: all goldens, and changes of them
    var texts = new ArrayList<String>();
    for (String folder : List.of("keepalived", KEYWORDS, CODES)) {
      texts.addAll(GoldenFiles.texts(folder, ".conf"));
    }
    for (int seed = 0; seed < 3000; seed++) {
      texts.add(Mutations.of(texts.subList(0, 300), seed));
    }
    var told = new TreeSet<String>();

    // When
    for (String text : texts) {
      KeepalivedReader.read("x", text).findings().forEach(f -> told.add(f.code()));
    }

    // Then: a thousand findings are too many to keep; KeepalivedReaderTest makes them.
    told.remove("too-many-findings");
    assertThat(GoldenFiles.names(CODES, ".conf")).containsExactlyElementsOf(told);
  }
}
