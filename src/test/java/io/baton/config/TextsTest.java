package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The small readers of texts: addresses, durations, commands, and guesses at misspelt words.
class TextsTest {

  @Test
  void addressesAreTakenInTheirFullFormOnly() {
    for (String text : List.of("192.0.2.1", "0.0.0.0", "255.255.255.255", "::", "2001:db8::1")) {
      assertThat(IpLiteral.parse(text)).as(text).isPresent();
    }
    for (String text :
        List.of(
            "",
            "192.0.2",
            "1",
            "192.0.2.256",
            "192.0.2.01",
            "host",
            "fe80::1%eth0",
            "[::1]",
            "::ffff:192.0.2.1",
            "192.0.2.1.",
            ":",
            "1::2::3",
            "12345::",
            " 192.0.2.1")) {
      assertThat(IpLiteral.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void aPrefixHasTheLengthOfAHostUnlessItSaysItsOwn() {
    assertThat(IpLiteral.parsePrefix("192.0.2.1").orElseThrow().length()).isEqualTo(32);
    assertThat(IpLiteral.parsePrefix("2001:db8::1").orElseThrow().length()).isEqualTo(128);
    assertThat(IpLiteral.parsePrefix("192.0.2.1/0").orElseThrow().length()).isZero();
    for (String text : List.of("192.0.2.1/33", "::1/129", "::1/", "::1/064", "/24", "::1/-1")) {
      assertThat(IpLiteral.parsePrefix(text)).as(text).isEmpty();
    }
  }

  @Test
  void durationsNeedAUnit() {
    assertThat(DurationText.parse("2s")).contains(Duration.ofSeconds(2));
    assertThat(DurationText.parse("100ms")).contains(Duration.ofMillis(100));
    assertThat(DurationText.parse("1.5 m")).contains(Duration.ofSeconds(90));
    assertThat(DurationText.parse("-1h")).contains(Duration.ofHours(-1));
    assertThat(DurationText.parse("0.000000001s")).contains(Duration.ofNanos(1));
    for (String text : List.of("2", "s", "2 seconds", "1e3s", "0.0000001ms", "999999999d", "")) {
      assertThat(DurationText.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void durationsAreWrittenAsTheyAreRead() {
    for (String text : List.of("0s", "2s", "100ms", "40.95s", "0.5ms", "86400s", "-3s")) {
      assertThat(DurationText.of(DurationText.parse(text).orElseThrow())).isEqualTo(text);
    }
  }

  @Test
  void commandsAreSplitAtBlanksOutsideQuotes() {
    assertThat(CommandLine.split(" a  'b c' \"d 'e'\" f'g h'i '' "))
        .contains(List.of("a", "b c", "d 'e'", "fg hi", ""));
    assertThat(CommandLine.split("")).contains(List.of());
  }

  @Test
  void escapesAreThoseOfC() {
    assertThat(CommandLine.split("\\x41\\x4 \\101\\7 '\\n\\t' \\\"\\' \\cA \\E \\q\\x"))
        .contains(List.of("A\u0004", "A\u0007", "\n\t", "\"'", "\u0001", "\u001b", "qx"));
    assertThat(CommandLine.split("a\\ b\\")).contains(List.of("a", "b"));
  }

  @Test
  void aCommandWithAnOpenQuoteIsNone() {
    assertThat(CommandLine.split("a 'b")).isEmpty();
    assertThat(CommandLine.split("a \"b\\\"")).isEmpty();
  }

  @Test
  void theNearestWordIsGuessed() {
    // Given
    List<String> words = List.of("priority", "preempt", "nopreempt", "interface");

    // Then
    assertThat(Spelling.nearest("prioritiy", words)).contains("priority");
    assertThat(Spelling.nearest("nopremept", words)).contains("nopreempt");
    assertThat(Spelling.nearest("interfaces", words)).contains("interface");
    assertThat(Spelling.nearest("virtual", words)).isEmpty();
    assertThat(Spelling.nearest("", words)).isEmpty();
  }

  @Test
  void aSwapOfNeighboursIsOneChange() {
    assertThat(Spelling.distance("abcd", "abdc")).isEqualTo(1);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void messagesQuoteAShortPieceOnOneLine() {
    assertThat(Reading.quote("a\nb\ud83d")).isEqualTo("\"a?b?\"");
    assertThat(Reading.quote("x".repeat(50))).isEqualTo("\"" + "x".repeat(40) + "...\"");
  }
}
