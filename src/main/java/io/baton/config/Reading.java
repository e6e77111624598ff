package io.baton.config;

import io.baton.config.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// What a reader gathers beside the model: findings, and where each value stood. Keeps at most
/// `MAX_FINDINGS` findings and says so when there were more.
public final class Reading {

  /// Beyond that many findings nobody reads on.
  public static final int MAX_FINDINGS = 1000;

  static final String TOO_MANY_FINDINGS =
      "more than " + MAX_FINDINGS + " findings; the rest is not shown";

  /// Beyond that many comments, or outermost blocks, the rest is not kept.
  static final int MAX_LAYOUT = 50_000;

  private static final int LONGEST_QUOTE = 40;

  private final String file;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Position> positions = new HashMap<>();
  private BiConsumer<Position, Set<String>> keys = (_, _) -> {};
  private final List<Layout.Comment> comments = new ArrayList<>();
  private final List<Layout.Block> blocks = new ArrayList<>();
  private final Set<String> files = new LinkedHashSet<>();
  private boolean overflown;

  public Reading(String file) {
    this.file = file;
    files.add(file);
    positions.put("", new Position(file, 1, 1));
  }

  /// Files in the order in which they were begun, those that were never begun last and by name;
  /// within a file by line and column.
  static Comparator<Finding> order(List<String> files) {
    var places = new HashMap<String, Integer>();
    files.forEach(file -> places.putIfAbsent(file, places.size()));
    return Comparator.comparing(
            (Finding f) -> places.getOrDefault(f.position().file(), Integer.MAX_VALUE))
        .thenComparing(Finding::position, Position.ORDER);
  }

  /// Tells that a file is read from here on; the main file is known.
  public void begin(String name) {
    files.add(name);
  }

  /// Who is told which keys a mapping may have, by where it stands.
  void onKeys(BiConsumer<Position, Set<String>> listener) {
    keys = listener;
  }

  void tellKeys(Position mapping, Set<String> known) {
    keys.accept(mapping, known);
  }

  String file() {
    return file;
  }

  /// A place in the file that is read; both from 1.
  public Position at(int line, int column) {
    return new Position(file, line, column);
  }

  public void error(String code, Position position, String text) {
    add(new Finding(Severity.ERROR, code, position, text));
  }

  public void warning(String code, Position position, String text) {
    add(new Finding(Severity.WARNING, code, position, text));
  }

  public void note(String code, Position position, String text) {
    add(new Finding(Severity.NOTE, code, position, text));
  }

  public void add(Finding finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    } else if (!overflown) {
      overflown = true;
      findings.add(
          new Finding(Severity.ERROR, "too-many-findings", finding.position(), TOO_MANY_FINDINGS));
    }
  }

  /// The same with the word that was likely meant, empty for none; the text says it, too.
  public void add(
      Severity severity, String code, Position position, String text, Optional<String> meant) {
    add(
        new Finding(
            severity,
            code,
            position,
            text + meant.map(Spelling::question).orElse(""),
            meant.orElse(null)));
  }

  /// Whether further findings are not kept, so that nobody need think of a good text for them.
  public boolean isFull() {
    return findings.size() >= MAX_FINDINGS;
  }

  /// Remembers a comment, without the sign that begins it.
  public void comment(Position position, String text) {
    if (comments.size() < MAX_LAYOUT) {
      comments.add(new Layout.Comment(position, text));
    }
  }

  /// Remembers one of the outermost blocks.
  public void block(Position start, Position end) {
    if (blocks.size() < MAX_LAYOUT) {
      blocks.add(new Layout.Block(start, end));
    }
  }

  /// Remembers where the value of a JSON Pointer stood.
  public void place(String pointer, Position position) {
    positions.put(pointer, position);
  }

  /// Where a value stood that `place` was told of; the beginning of the file for others.
  public Position positionOf(String pointer) {
    return positions.getOrDefault(pointer, at(1, 1));
  }

  /// Findings come in the order of the files.
  public ReadConfig finish(BatonConfig config) {
    var layout = new Layout(List.copyOf(files), comments, blocks);
    return new ReadConfig(
        config, findings.stream().sorted(order(layout.files())).toList(), positions, layout);
  }

  /// A word of the text as messages show it: in quotes, cut where it is long, on one line. Never
  /// for what may be a secret.
  public static String quote(String word) {
    int end = Math.min(word.length(), LONGEST_QUOTE);
    var shown = new StringBuilder("\"");
    for (int i = 0; i < end; i++) {
      char c = word.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return shown.append(end < word.length() ? "...\"" : "\"").toString();
  }
}
