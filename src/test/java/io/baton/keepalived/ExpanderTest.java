package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.CpuTime;
import io.baton.config.Finding;
import io.baton.config.Position;
import io.baton.config.Reading;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpanderTest {

  private final Reading reading = new Reading("main.conf");

  private List<String> codes() {
    return reading.finish(BatonConfig.EMPTY).findings().stream().map(Finding::code).toList();
  }

  /// The lines that are left of a text, without the empty ones.
  private List<String> lines(String text, Environment environment) {
    return new Expander(environment, reading)
        .expand("main.conf", text)
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private List<String> lines(String text) {
    return lines(text, Environment.NONE);
  }

  /// A world with files, one variable and the id `here`.
  private static Environment world(Map<String, String> files) {
    return (Environment)
        Proxy.newProxyInstance(
            Environment.class.getClassLoader(),
            new Class<?>[] {Environment.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "configId" -> "here";
                  case "instanceName" -> null;
                  case "variable" -> Optional.of("value").filter(_ -> arguments[0].equals("KNOWN"));
                  case "include" -> {
                    String name = (String) arguments[1];
                    yield files.containsKey(name)
                        ? new Environment.Inclusion(
                            List.of(new Environment.IncludedFile(name, files.get(name))), List.of())
                        : new Environment.Inclusion(List.of(), List.of("no such file"));
                  }
                  default -> method.invoke(Environment.NONE, arguments);
                });
  }

  @Test
  void linesOfAnotherConfigurationIdAreLeftOut() {
    assertThat(lines("@here a\n@^here b\n@there c\n@^there d\n@here@^there e\n", world(Map.of())))
        .containsExactly("a", "d", "e");
  }

  @Test
  void aDefinitionMeansWhatItMeansWhereItIsUsed() {
    assertThat(lines("$A=$B\n$B=1\nx $A\n$B=2\nx $A ${A}y $C\n"))
        .containsExactly("x 1", "x 2 2y $C");
  }

  @Test
  void aDefinitionOfItselfAddsToTheValueBefore() {
    assertThat(lines("$A=1\n$A=$A 2\nx $A\n$N=$N\ny $N\n")).containsExactly("x 1 2", "y $N");
  }

  @Test
  void commentsAreNotExpanded() {
    assertThat(lines("$A=1\nx # $A\n")).containsExactly("x # $A");
  }

  @Test
  void severalLinesAreRepeatedWithTheirVariable() {
    assertThat(lines("$L= \\\na $N { \\\n  b$N \\\n}\n~SEQ(N, 3, -1, 2) $L\n"))
        .containsExactly("a 3 {", "b3", "}", "a 2 {", "b2", "}");
  }

  @Test
  void repetitionsNestAndListsHaveTuples() {
    assertThat(lines("~SEQ(A,2) ~SEQx(B,15,16) $A.$B\n~LST({A,B},{1,x},{2,}) $A-$B\n"))
        .containsExactly("1.f", "1.10", "2.f", "2.10", "1-x", "2-");
  }

  @Test
  void variablesOfTheEnvironmentAreRead() {
    assertThat(lines("a ${_ENV KNOWN} ${_ENV UNKNOWN}b ${_RANDOM 4 4}\n", world(Map.of())))
        .containsExactly("a value b 4");
  }

  @Test
  void includedFilesKeepTheirOwnPositions() {
    // Given
    var world = world(Map.of("b.conf", "one\nfrobnicate\n", "c.conf", "include b.conf"));

    // When
    var read = KeepalivedReader.read("main.conf", "# first\ninclude c.conf\nlast x\n", world);

    // Then
    assertThat(read.findings())
        .extracting(Finding::position)
        .containsExactlyInAnyOrder(
            new Position("b.conf", 1, 1),
            new Position("b.conf", 2, 1),
            new Position("main.conf", 3, 1));
  }

  @Test
  void onlyAFileThatMustBeThereIsAnErrorWhenItIsNot() {
    // When
    var read = KeepalivedReader.read("main.conf", "include x\nincluder y\n", world(Map.of()));

    // Then
    assertThat(read.findings())
        .extracting(f -> f.severity() + " " + f.code())
        .containsExactly("WARNING include-failed", "ERROR include-failed");
  }

  @Test
  void filesThatIncludeEachOtherEndInAFinding() {
    // When
    lines("include a", world(Map.of("a", "include a\ninclude a")));

    // Then
    assertThat(codes()).containsExactly("limit-exceeded");
  }

  @Test
  void hostileDefinitionsEndInAFinding() {
    var bombs =
        List.of(
            "$A=$B$B\n$B=$A$A\nx $A\n",
            "$A= \\\n$A \\\n$B\n$B= \\\n$A \\\n$A\nx $A\n",
            "$A=$B\n$B=$A\n$A\n",
            "~SEQ(A,9999) ~SEQ(B,9999) ~SEQ(C,9999) ~SEQ(D,9999) x\n",
            "$R=~SEQ(A,9999) $Q\n$Q=$R\n$R\n",
            "$L=" + "y".repeat(15_000) + "\n~SEQ(A,9999) ~SEQ(B,9999) $L\n");
    for (String bomb : bombs) {
      // When
      var codes = new ArrayList<String>();
      CpuTime.assertAtMost(
          Duration.ofSeconds(10),
          () ->
              KeepalivedReader.read("main.conf", bomb)
                  .findings()
                  .forEach(f -> codes.add(f.code())));

      // Then
      assertThat(codes).contains("limit-exceeded");
    }
  }
}
