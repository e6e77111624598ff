package io.baton.keepalived;

import io.baton.config.Position;
import io.baton.config.Reading;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Cuts a text into words, braces and line ends, and leaves out comments: `#` or `!` outside quotes
/// up to the end of the line, unless a backslash stands before. A word ends at a blank or at a
/// quote; quotes end at the end of the line at the latest; `\"` inside them is a quote. A brace
/// counts alone or as the last character of a word (`authentication{`).
final class Tokenizer {

  /// More braces than that at the end of one word stay in it.
  private static final int MAX_BRACES = 64;

  private final String text;
  private final SourceText source;
  private final Reading reading;
  private final ArrayDeque<Token> waiting = new ArrayDeque<>();
  private int index;
  private int line = 1;
  private int column = 1;

  Tokenizer(SourceText source, Reading reading) {
    this.source = source;
    text = source.text();
    this.reading = reading;
  }

  /// The next token; `End` for ever after the last.
  Token next() {
    if (!waiting.isEmpty()) {
      return waiting.removeFirst();
    }
    skipBlanks();
    Position position = here();
    if (index == text.length()) {
      return new Token.End(position);
    }
    char c = text.charAt(index);
    if (isComment(c)) {
      skipComment();
      return next();
    }
    if (c == '\n') {
      advance();
      return new Token.LineEnd(position);
    }
    return c == '"' ? quoted(position) : plain(position);
  }

  private Token quoted(Position position) {
    int start = index;
    advance();
    var word = new StringBuilder();
    while (index < text.length() && text.charAt(index) != '\n') {
      char c = text.charAt(index);
      if (c == '"') {
        advance();
        return new Token.Text(new Word(word.toString(), true, position, start, index));
      }
      if (c == '\\' && index + 1 < text.length() && text.charAt(index + 1) != '\n') {
        advance();
        if (text.charAt(index) != '"') {
          word.append(c);
        }
      }
      word.append(text.charAt(index));
      advance();
    }
    reading.error("unterminated-quote", position, "the quote is not closed in its line");
    return new Token.Text(new Word(word.toString(), true, position, start, index));
  }

  private Token plain(Position position) {
    int start = index;
    var word = new StringBuilder();
    int lastColumn = column;
    while (index < text.length() && !endsWord(text.charAt(index))) {
      char c = text.charAt(index);
      if (c == '\\' && index + 1 < text.length() && isComment(text.charAt(index + 1))) {
        advance();
      }
      lastColumn = column;
      word.append(text.charAt(index));
      advance();
    }
    int end = index;
    Token brace = trailingBrace(word, source.at(position.line(), lastColumn));
    if (brace == null) {
      warnOfComment();
    }
    while (brace != null && waiting.size() < MAX_BRACES) {
      waiting.addFirst(brace);
      word.setLength(word.length() - 1);
      end--;
      lastColumn--;
      brace = trailingBrace(word, source.at(position.line(), lastColumn));
    }
    if (!word.isEmpty()) {
      waiting.addFirst(new Token.Text(new Word(word.toString(), false, position, start, end)));
    }
    return waiting.removeFirst();
  }

  /// A brace that a word opens itself, as `${NAME}` does, belongs to the word.
  private static @Nullable Token trailingBrace(StringBuilder word, Position position) {
    if (word.isEmpty()) {
      return null;
    }
    int last = word.length() - 1;
    return switch (word.charAt(last)) {
      case '{' -> new Token.Open(position);
      case '}' -> {
        int opened = word.lastIndexOf("{");
        boolean own = opened >= 0 && opened > word.lastIndexOf("}", last - 1);
        yield own ? null : new Token.Close(position);
      }
      default -> null;
    };
  }

  private void warnOfComment() {
    if (index < text.length() && isComment(text.charAt(index))) {
      char sign = text.charAt(index);
      reading.warning(
          "comment-in-word",
          here(),
          "%c starts a comment here, so the word ends before it; put the word in quotes if %c"
                  .formatted(sign, sign)
              + " belongs to it, or a blank before the comment");
    }
  }

  private boolean endsWord(char c) {
    return isBlank(c) || c == '\n' || c == '"' || isComment(c);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\u000b' || c == '\u00a0';
  }

  private static boolean isComment(char c) {
    return c == '#' || c == '!';
  }

  private void skipBlanks() {
    while (index < text.length() && isBlank(text.charAt(index))) {
      advance();
    }
  }

  private void skipComment() {
    Position position = here();
    while (index < text.length() && isComment(text.charAt(index))) {
      advance();
    }
    int first = index;
    while (index < text.length() && text.charAt(index) != '\n') {
      advance();
    }
    reading.comment(position, text.substring(first, index).strip());
  }

  Position here() {
    return source.at(line, column);
  }

  private void advance() {
    char c = text.charAt(index++);
    if (c == '\n') {
      line++;
      column = 1;
    } else if (!Character.isLowSurrogate(c)) {
      column++;
    }
  }
}
