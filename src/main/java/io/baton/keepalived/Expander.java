package io.baton.keepalived;

import io.baton.config.Position;
import io.baton.config.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Does what the language does before keywords count: includes files, keeps the lines for this
/// configuration id (`@ID`, `@^ID`), collects definitions (`$NAME=VALUE`) and puts their values in,
/// and repeats lines (`~SEQ`, `~LST`). Whatever a text says, the work is bounded.
final class Expander {

  static final int MAX_DEPTH = 16;
  static final int MAX_FILES = 1000;
  static final int MAX_LINES = 200_000;
  static final int MAX_EXPANDED_LINE = 16 * 1024;

  /// Characters of lines that are looked at because something in them is replaced.
  static final long MAX_WORK = 64L * 1024 * 1024;

  static final int MAX_STEPS = 500_000;

  private static final Pattern TRAILING_USE = Pattern.compile("\\$(\\w{1,64})$");

  private static final Set<String> INCLUDES =
      Set.of("include", "includer", "includem", "includew", "includeb", "includea");

  /// A line that waits for its turn, or the next rounds of a repetition.
  private sealed interface Item {
    record Line(String text, boolean exact) implements Item {}

    record Rounds(Repetition repetition, int next) implements Item {}
  }

  /// The line of the file that everything now made comes from.
  private record Place(String file, int number, String text, int depth) {
    Position position() {
      return new Position(file, number, 1 + text.length() - text.stripLeading().length());
    }
  }

  private final Environment environment;
  private final Reading reading;
  private final Definitions definitions;
  private final SourceText source = new SourceText();
  private int files;
  private int steps;
  private int nesting;
  private long work;
  private long characters;
  private boolean stopped;

  Expander(Environment environment, Reading reading) {
    this.environment = environment;
    this.reading = reading;
    definitions = new Definitions(environment);
  }

  /// The whole text that keywords are read from.
  SourceText expand(String file, String text) {
    file(file, text, 0);
    return source;
  }

  private void file(String name, String text, int depth) {
    String clean = text.startsWith("\ufeff") ? text.substring(1) : text;
    characters += clean.length();
    reading.begin(name);
    int number = 0;
    int start = 0;
    while (start <= clean.length() && !stopped) {
      int first = start;
      number++;
      String line = lineAt(clean, start);
      start += line.length() + 1;
      var whole = new StringBuilder(line);
      if (continues(line)) {
        int from = number;
        while (endsWithBackslash(whole) && start <= clean.length()) {
          whole.setLength(lastOf(whole));
          String next = lineAt(clean, start);
          whole.append('\n').append(next);
          start += next.length() + 1;
          number++;
        }
        line(whole.toString(), new Place(name, from, lineAt(clean, first), depth));
      } else {
        line(line, new Place(name, number, line, depth));
      }
    }
  }

  private static String lineAt(String text, int start) {
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /// Only definitions go on in the next line.
  private static boolean continues(String line) {
    return line.indexOf('$') >= 0
        && endsWithBackslash(line)
        && Definitions.LINE.matcher(afterConditions(line)).lookingAt();
  }

  private static boolean endsWithBackslash(CharSequence line) {
    int last = lastOf(line);
    return last >= 0 && line.charAt(last) == '\\';
  }

  /// The index of the last character of the last line that is no blank; -1 when there is none.
  private static int lastOf(CharSequence line) {
    int last = line.length() - 1;
    while (last >= 0 && Character.isWhitespace(line.charAt(last)) && line.charAt(last) != '\n') {
      last--;
    }
    return last;
  }

  private static String afterConditions(String line) {
    String rest = line.stripLeading();
    return rest.startsWith("@") ? rest.substring(endOfWord(rest)).stripLeading() : rest;
  }

  private static int endOfWord(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private void line(String text, Place place) {
    if (isPlain(text)) {
      emit(text, place, true);
      return;
    }
    Deque<Item> waiting = new ArrayDeque<>();
    waiting.addFirst(new Item.Line(text, true));
    nesting = 0;
    while (!waiting.isEmpty() && !stopped) {
      if (++steps > MAX_STEPS || work > MAX_WORK) {
        stop(place, "definitions and repetitions make too much of this file");
        return;
      }
      switch (waiting.removeFirst()) {
        case Item.Line(String line, boolean exact) -> {
          work += line.length();
          step(line, exact, place, waiting);
        }
        case Item.Rounds(Repetition repetition, int next) -> {
          nesting--;
          round(repetition, next, waiting);
        }
      }
    }
  }

  private static boolean isPlain(String text) {
    return text.indexOf('$') < 0
        && text.indexOf('@') < 0
        && text.indexOf('~') < 0
        && text.indexOf("include") < 0
        && text.indexOf("instance ") < 0;
  }

  private void round(Repetition repetition, int next, Deque<Item> waiting) {
    if (next < repetition.rounds().size()) {
      List<String> values = repetition.rounds().get(next);
      for (int i = 0; i < values.size(); i++) {
        definitions.define(repetition.names().get(i), values.get(i));
      }
      nesting++;
      waiting.addFirst(new Item.Rounds(repetition, next + 1));
      waiting.addFirst(new Item.Line(repetition.rest(), false));
    }
  }

  /// Does the first thing that is to be done with a line.
  private void step(String line, boolean exact, Place place, Deque<Item> waiting) {
    String bare = line.stripLeading();
    if (bare.startsWith("@")) {
      int end = endOfWord(bare);
      if (isForUs(bare.substring(0, end))) {
        int blanks = line.length() - bare.length() + end;
        waiting.addFirst(new Item.Line(" ".repeat(blanks) + bare.substring(end), exact));
      }
      return;
    }
    Matcher definition = Definitions.LINE.matcher(bare);
    if (definition.lookingAt()) {
      define(definition.group(1), bare.substring(definition.end()));
      return;
    }
    if (Repetition.begins(bare) && Repetition.end(bare) > 0) {
      repeat(bare, place, waiting);
      return;
    }
    Optional<Definitions.Use> use =
        definitions.firstUse(line, Definitions.endOfText(line), place.file());
    if (use.isPresent()) {
      replace(line, use.get(), place, waiting);
    } else if (!include(bare, place)) {
      emit(line, place, exact);
    }
  }

  /// `@A@B` wants both.
  private boolean isForUs(String conditions) {
    for (String condition : conditions.substring(1).split("@", -1)) {
      boolean negative = condition.startsWith("^");
      String id = negative ? condition.substring(1) : condition;
      if (id.equals(environment.configId()) == negative) {
        return false;
      }
    }
    return true;
  }

  /// A value of one line loses its comment and the blanks around it; lines keep theirs.
  private void define(String name, String value) {
    definitions.define(
        name,
        value.indexOf('\n') >= 0
            ? value
            : value.substring(0, Definitions.endOfText(value)).strip());
  }

  private void repeat(String bare, Place place, Deque<Item> waiting) {
    int end = Repetition.end(bare);
    Optional<Definitions.Use> use = definitions.firstUse(bare, end, place.file());
    if (use.isPresent()) {
      replace(bare, use.get(), place, waiting);
      return;
    }
    Optional<Repetition> repetition = Repetition.parse(bare);
    if (repetition.isEmpty()) {
      reading.error(
          "bad-value",
          place.position(),
          "~SEQ(NAME, [START, [STEP,]] END) or ~LST(NAME, A, B...) is right, with %d rounds at most"
              .formatted(Repetition.MAX_ROUNDS));
    } else if (nesting == MAX_DEPTH) {
      stop(place, "repetitions are nested deeper than " + MAX_DEPTH);
    } else {
      nesting++;
      waiting.addFirst(new Item.Rounds(repetition.get(), 0));
    }
  }

  private void replace(String line, Definitions.Use use, Place place, Deque<Item> waiting) {
    boolean several = use.value().indexOf('\n') >= 0;
    int end = several ? Definitions.endOfText(line) : line.length();
    if (line.length() + use.value().length() > MAX_EXPANDED_LINE && !several) {
      stop(place, "a line becomes longer than " + MAX_EXPANDED_LINE + " characters");
      return;
    }
    work += use.value().length();
    String rest = line.substring(use.end(), Math.max(use.end(), end));
    String whole = line.substring(0, use.start()) + apart(use.value(), rest) + rest;
    String[] lines = whole.split("\n", -1);
    for (int i = lines.length - 1; i >= 0; i--) {
      waiting.addFirst(new Item.Line(lines[i], false));
    }
  }

  /// A name at the end of a value must not grow into the text behind it.
  private static String apart(String value, String rest) {
    boolean grows =
        !rest.isEmpty() && (Character.isLetterOrDigit(rest.charAt(0)) || rest.charAt(0) == '_');
    if (!grows) {
      return value;
    }
    Matcher tail = TRAILING_USE.matcher(value);
    return tail.find() ? value.substring(0, tail.start()) + "${" + tail.group(1) + "}" : value;
  }

  /// Whether the line is an `include`.
  private boolean include(String bare, Place place) {
    int end = endOfWord(bare);
    String keyword = bare.substring(0, end);
    if (keyword.equals("instance")) {
      definitions.instanceName(bare.substring(end, Definitions.endOfText(bare)).strip());
    }
    if (!INCLUDES.contains(keyword)) {
      return false;
    }
    String pattern = bare.substring(end, Definitions.endOfText(bare)).strip();
    if (pattern.length() > 1 && pattern.startsWith("\"") && pattern.endsWith("\"")) {
      pattern = pattern.substring(1, pattern.length() - 1);
    }
    if (pattern.isEmpty()) {
      reading.warning("missing-value", place.position(), keyword + " lacks the name of a file");
    } else if (place.depth() == MAX_DEPTH) {
      stop(place, "files include each other deeper than " + MAX_DEPTH);
    } else {
      include(keyword, pattern, place);
    }
    return true;
  }

  private void include(String keyword, String pattern, Place place) {
    Environment.Inclusion found = environment.include(place.file(), pattern);
    for (String failure : found.failures()) {
      String text = "%s %s: %s".formatted(keyword, Reading.quote(pattern), failure);
      if (keyword.equals("include")) {
        reading.warning(
            "include-failed", place.position(), text + "; left out, as keepalived does");
      } else {
        reading.error("include-failed", place.position(), text);
      }
    }
    for (Environment.IncludedFile file : found.files()) {
      if (++files > MAX_FILES) {
        stop(place, "more than " + MAX_FILES + " files are included");
      } else if (characters + file.text().length() > KeepalivedReader.MAX_CHARACTERS) {
        stop(
            place,
            "all files have more than " + KeepalivedReader.MAX_CHARACTERS + " characters together");
      }
      if (stopped) {
        return;
      }
      file(file.name(), file.text(), place.depth() + 1);
    }
  }

  private void emit(String line, Place place, boolean exact) {
    if (source.lines() >= MAX_LINES && !exact
        || source.length() + line.length() > 2 * KeepalivedReader.MAX_CHARACTERS) {
      stop(place, "the text has too many lines when definitions are expanded");
    } else {
      source.add(line, place.file(), place.number(), place.text(), exact);
    }
  }

  private void stop(Place place, String limit) {
    if (!stopped) {
      stopped = true;
      reading.error("limit-exceeded", place.position(), limit + "; nothing is read from here on");
    }
  }
}
