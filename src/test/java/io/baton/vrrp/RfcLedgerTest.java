package io.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// Keeps `rfc9568-musts.csv` honest: every statement has a test that names it, or a reason why not.
class RfcLedgerTest {

  private static final String TESTED = "tested";

  private static final List<Line> LEDGER = ledger();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("io.baton");

  /// A statement: its status is `tested` or a reason.
  record Line(String id, String status, String statement) {

    boolean isTested() {
      return status.equals(TESTED);
    }
  }

  @Test
  void theLedgerListsEveryStatementOnce() {
    // Given
    var expected =
        Stream.of(
                ids("A", 10),
                ids("B", 16),
                ids("C", 10),
                ids("D", 10),
                ids("E", 21),
                ids("F", 8),
                ids("G", 4),
                ids("H", 11))
            .flatMap(ids -> ids)
            .toList();

    // When
    var listed = LEDGER.stream().map(Line::id).toList();

    // Then
    assertThat(listed).isEqualTo(expected);
    assertThat(LEDGER).allSatisfy(line -> assertThat(line.statement()).isNotBlank());
  }

  @Test
  void everyTestNamesAKnownStatement() {
    // Given
    var listed = LEDGER.stream().map(Line::id).toList();

    // When // Then
    assertThat(listed).containsAll(namedByTests());
  }

  @Test
  void everyStatementHasATestOrAReason() {
    // When // Then
    assertThat(complaints(LEDGER, namedByTests())).isEmpty();
  }

  @Test
  void aStatementWithoutEitherOrWithBothIsFound() {
    // Given
    var ledger =
        List.of(
            new Line("A1", TESTED, "is tested"),
            new Line("A2", TESTED, "is said to be tested"),
            new Line("A3", "kernel: does it", "has a reason and a test"),
            new Line("A4", "", "has neither"),
            new Line("A5", "kernel: does it", "has a reason"));

    // When
    var complaints = complaints(ledger, Set.of("A1", "A3"));

    // Then
    assertThat(complaints)
        .containsExactly(
            "A2 (is said to be tested) has no test",
            "A3 (has a reason and a test) has a test beside its reason",
            "A4 (has neither) has neither a test nor a reason");
  }

  private static List<String> complaints(List<Line> ledger, Set<String> tested) {
    var complaints = new ArrayList<String>();
    for (Line line : ledger) {
      boolean hasTest = tested.contains(line.id());
      String what = line.id() + " (" + line.statement() + ") ";
      if (line.status().isBlank()) {
        complaints.add(what + "has neither a test nor a reason");
      } else if (line.isTested() && !hasTest) {
        complaints.add(what + "has no test");
      } else if (!line.isTested() && hasTest) {
        complaints.add(what + "has a test beside its reason");
      }
    }
    return complaints;
  }

  /// Only what JUnit runs counts.
  private static Set<String> namedByTests() {
    return CLASSES.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(Rfc.class) && isRun(method))
        .flatMap(method -> Arrays.stream(method.getAnnotationOfType(Rfc.class).value()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isRun(JavaMethod method) {
    boolean test =
        method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class);
    return test
        && !method.isAnnotatedWith(Disabled.class)
        && !method.getOwner().isAnnotatedWith(Disabled.class);
  }

  private static Stream<String> ids(String section, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(number -> section + number);
  }

  private static List<Line> ledger() {
    try (InputStream in = RfcLedgerTest.class.getResourceAsStream("/rfc9568-musts.csv")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(RfcLedgerTest::line).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String text) {
    var columns = text.split(",", -1);
    if (columns.length != 3) {
      throw new IllegalStateException("three columns without commas in them: " + text);
    }
    return new Line(columns[0], columns[1], columns[2]);
  }
}
