package io.baton.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.BatonConfig;
import io.baton.config.Finding;
import io.baton.config.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

  private final Reading reading = new Reading("x.conf");

  /// Words as `line:column text`, the rest by its sign.
  private List<String> tokens(String text) {
    var tokenizer =
        new Tokenizer(new Expander(Environment.NONE, reading).expand("x.conf", text), reading);
    var tokens = new ArrayList<String>();
    for (Token token = tokenizer.next(); !(token instanceof Token.End); token = tokenizer.next()) {
      String what =
          switch (token) {
            case Token.Text(Word word) -> word.text();
            case Token.Open _ -> "{";
            case Token.Close _ -> "}";
            case Token.LineEnd _ -> ";";
            case Token.End _ -> "";
          };
      tokens.add(token.position().line() + ":" + token.position().column() + " " + what);
    }
    return tokens;
  }

  private List<String> findings() {
    return reading.finish(BatonConfig.EMPTY).findings().stream().map(Finding::toString).toList();
  }

  @Test
  void wordsKnowTheirLineAndColumn() {
    assertThat(tokens("a bc\r\n\td  e\n"))
        .containsExactly("1:1 a", "1:3 bc", "1:6 ;", "2:2 d", "2:5 e", "2:6 ;");
  }

  @Test
  void columnsCountCharactersNotCodeUnits() {
    assertThat(tokens("\"\ud83d\ude00\" b")).containsExactly("1:1 \ud83d\ude00", "1:5 b");
  }

  @Test
  void commentsEndWithTheirLine() {
    assertThat(tokens("# a {\nb ! c }\n")).containsExactly("1:6 ;", "2:1 b", "2:8 ;");
  }

  @Test
  void signsOfCommentsCountAsTextInQuotesAndBehindABackslash() {
    assertThat(tokens("\"a # b\" c\\#d e\\!")).containsExactly("1:1 a # b", "1:9 c#d", "1:14 e!");
  }

  @Test
  void aCommentInAWordIsWarnedOf() {
    // When
    List<String> tokens = tokens("auth_pass ab!cd");

    // Then
    assertThat(tokens).containsExactly("1:1 auth_pass", "1:11 ab");
    assertThat(findings()).singleElement().asString().startsWith("x.conf:1:13: warning: ! starts");
  }

  @Test
  void bracesCountAloneAndAtTheEndOfAWord() {
    assertThat(tokens("a{ b}\n{c d{e}}"))
        .containsExactly(
            "1:1 a", "1:2 {", "1:4 b", "1:5 }", "1:6 ;", "2:1 {c", "2:4 d{e}", "2:8 }");
  }

  @Test
  void bracesThatAWordOpensItselfBelongToIt() {
    assertThat(tokens("a ${NAME} /x/{b,c}"))
        .containsExactly("1:1 a", "1:3 ${NAME}", "1:11 /x/{b,c}");
  }

  @Test
  void aQuoteEndsWithItsLineAtTheLatest() {
    // When
    List<String> tokens = tokens("a \"b c\nd");

    // Then
    assertThat(tokens).containsExactly("1:1 a", "1:3 b c", "1:7 ;", "2:1 d");
    assertThat(findings())
        .containsExactly("x.conf:1:3: error: the quote is not closed in its line");
  }

  @Test
  void anEscapedQuoteDoesNotEndAQuote() {
    assertThat(tokens("\"a \\\"b\\\" \\n\" c")).containsExactly("1:1 a \"b\" \\n", "1:14 c");
  }
}
