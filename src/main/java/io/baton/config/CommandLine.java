package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits a command into words as keepalived does: at blanks outside quotes, with both kinds of
/// quotes, and with C's escapes inside and outside of them. No shell, no variables, no patterns.
public final class CommandLine {

  private static final String BLANKS = " \t\r\n\f\u000b";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int index;

  private CommandLine(String text) {
    this.text = text;
  }

  /// Empty when a quote is not closed.
  public static Optional<List<String>> split(String text) {
    return new CommandLine(text).split();
  }

  private Optional<List<String>> split() {
    char quote = 0;
    while (index < text.length()) {
      char c = text.charAt(index++);
      if (c == '\\') {
        escape();
      } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
        inWord = true;
      } else if (quote == 0 && BLANKS.indexOf(c) >= 0) {
        endWord();
      } else {
        append(c);
      }
    }
    endWord();
    return quote == 0 ? Optional.of(List.copyOf(words)) : Optional.empty();
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void escape() {
    if (index == text.length() || BLANKS.indexOf(text.charAt(index)) >= 0) {
      // keepalived forgets a backslash before a blank: the blank still ends the word.
      return;
    }
    char c = text.charAt(index++);
    switch (c) {
      case 'a' -> append('\u0007');
      case 'b' -> append('\b');
      case 'E', 'e' -> append('\u001b');
      case 'f' -> append('\f');
      case 'n' -> append('\n');
      case 'r' -> append('\r');
      case 't' -> append('\t');
      case 'v' -> append('\u000b');
      case 'c' -> append(index < text.length() ? (char) (text.charAt(index++) & 0x1f) : 'c');
      case 'x' -> numeric(16, 2, c);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        index--;
        numeric(8, 3, c);
      }
      default -> append(c);
    }
  }

  private void numeric(int radix, int longest, char otherwise) {
    int value = 0;
    int digits = 0;
    while (digits < longest
        && index < text.length()
        && Character.digit(text.charAt(index), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(index++), radix);
      digits++;
    }
    append(digits == 0 ? otherwise : (char) (value & 0xff));
  }
}
