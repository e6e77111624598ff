package io.baton.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `~SEQ(VAR, [START, [STEP,]] END)`, `~SEQx(...)` and `~LST(VAR, A, B...)` at the beginning
/// of a line say: the rest of the line again and again, each time with other values.
///
/// @param names the variables
/// @param rounds the values of all variables for each round
/// @param rest of the line
record Repetition(List<String> names, List<List<String>> rounds, String rest) {

  /// More rounds than that are not made.
  static final int MAX_ROUNDS = 10_000;

  /// Whether a line, blanks aside, begins with a repetition.
  static boolean begins(String line) {
    return line.startsWith("~SEQ(") || line.startsWith("~SEQx(") || line.startsWith("~LST(");
  }

  /// The index of the parenthesis that ends the arguments; -1 when there is none.
  static int end(String line) {
    return line.indexOf(')');
  }

  /// Empty when the arguments make no sense or make too many rounds.
  static Optional<Repetition> parse(String line) {
    int open = line.indexOf('(');
    int close = end(line);
    List<String> arguments = split(line.substring(open + 1, close));
    String rest = line.substring(close + 1).stripLeading();
    return line.startsWith("~LST(") ? list(arguments, rest) : sequence(arguments, rest, line);
  }

  private static Optional<Repetition> sequence(List<String> arguments, String rest, String line) {
    if (arguments.size() < 2 || arguments.size() > 4 || !isName(arguments.getFirst())) {
      return Optional.empty();
    }
    var numbers = new ArrayList<Long>();
    for (String text : arguments.subList(1, arguments.size())) {
      Optional<Long> number = number(text);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers.add(number.get());
    }
    long start = numbers.size() > 1 ? numbers.getFirst() : 1;
    long end = numbers.getLast();
    long step = numbers.size() > 2 ? numbers.get(1) : end < start ? -1 : 1;
    if (step == 0 || (end - start) / step >= MAX_ROUNDS) {
      return Optional.empty();
    }
    boolean hexadecimal = line.startsWith("~SEQx(");
    var rounds = new ArrayList<List<String>>();
    for (long value = start; step > 0 ? value <= end : value >= end; value += step) {
      rounds.add(List.of(hexadecimal ? Long.toHexString(value) : Long.toString(value)));
    }
    return Optional.of(new Repetition(List.of(arguments.getFirst()), rounds, rest));
  }

  private static Optional<Repetition> list(List<String> arguments, String rest) {
    if (arguments.size() < 2 || arguments.size() > MAX_ROUNDS) {
      return Optional.empty();
    }
    List<String> names = tuple(arguments.getFirst());
    if (!names.stream().allMatch(Repetition::isName)) {
      return Optional.empty();
    }
    var rounds = new ArrayList<List<String>>();
    for (String argument : arguments.subList(1, arguments.size())) {
      List<String> values = names.size() == 1 ? List.of(argument) : tuple(argument);
      if (values.size() != names.size()) {
        return Optional.empty();
      }
      rounds.add(values);
    }
    return Optional.of(new Repetition(names, rounds, rest));
  }

  private static boolean isName(String text) {
    return text.matches("\\w{1,64}");
  }

  private static Optional<Long> number(String text) {
    if (text.matches("-?[0-9]{1,9}")) {
      return Optional.of(Long.parseLong(text));
    }
    return text.matches("0[xX][0-9A-Fa-f]{1,8}")
        ? Optional.of(Long.parseLong(text.substring(2), 16))
        : Optional.empty();
  }

  private static List<String> tuple(String text) {
    return text.startsWith("{") && text.endsWith("}")
        ? split(text.substring(1, text.length() - 1))
        : List.of(text);
  }

  /// At commas outside braces.
  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
