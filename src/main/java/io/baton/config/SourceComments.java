package io.baton.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds a place in the `baton.yaml` of a model for what the text that it came from says beside it:
/// comments stay above what follows them or shares their line, findings above what they are about.
/// What has no place stands at the top.
public final class SourceComments {

  private static final String TOP = "";

  private final ReadConfig read;
  private final Set<String> shown;
  private final TreeMap<Position, String> pointers = new TreeMap<>(Position.ORDER);
  private final TreeMap<Position, Layout.Block> blocks = new TreeMap<>(Position.ORDER);
  private final Map<String, List<String>> comments = new HashMap<>();

  private SourceComments(ReadConfig read) {
    this.read = read;
    shown = YamlWriter.pointers(read.config());
    read.positions()
        .forEach(
            (pointer, position) ->
                pointers.merge(position, pointer, (a, b) -> a.length() <= b.length() ? a : b));
    read.layout().blocks().forEach(block -> blocks.putIfAbsent(block.start(), block));
  }

  /// Lines without `#` by the pointer that they stand above, as `YamlWriter` wants them.
  public static Map<String, List<String>> of(ReadConfig read) {
    return new SourceComments(read).place();
  }

  private Map<String, List<String>> place() {
    String main = read.positionOf(TOP).file();
    Layout.@Nullable Comment last = null;
    boolean heading = true;
    for (Layout.Comment comment : read.layout().comments()) {
      heading =
          heading
              && comment.position().file().equals(main)
              && comment.position().line() == (last == null ? 1 : last.position().line() + 1);
      // A repeated line repeats its comment.
      if (!comment.equals(last)) {
        add(heading ? TOP : placeOf(comment.position()), comment.text());
      }
      last = comment;
    }
    for (Finding finding : read.findings()) {
      add(placeOf(finding), finding.toString());
    }
    return comments;
  }

  private void add(String pointer, String line) {
    comments.computeIfAbsent(pointer, _ -> new ArrayList<>()).add(printable(line));
  }

  /// What YAML does not take in a comment.
  private static String printable(String line) {
    var text = new StringBuilder(line);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\t' && (c < ' ' || (c > '~' && !Character.isLetterOrDigit(c)))) {
        text.setCharAt(i, '?');
      }
    }
    return text.toString();
  }

  private String placeOf(Position comment) {
    var line = new Position(comment.file(), comment.line(), 1);
    Layout.@Nullable Block block = blockOf(comment);
    var next = pointers.ceilingEntry(line);
    if (next != null
        && next.getKey().file().equals(comment.file())
        && (block == null || block.holds(next.getKey()))) {
      return shownOf(next.getValue());
    }
    return block == null ? TOP : objectAt(block);
  }

  private String placeOf(Finding finding) {
    String exact = pointers.get(finding.position());
    if (exact != null) {
      return shownOf(exact);
    }
    Layout.@Nullable Block block = blockOf(finding.position());
    return block == null ? TOP : objectAt(block);
  }

  /// The outermost blocks of a file lie one behind the other.
  private Layout.@Nullable Block blockOf(Position position) {
    var before = blocks.floorEntry(position);
    return before != null && before.getValue().holds(position) ? before.getValue() : null;
  }

  private String objectAt(Layout.Block block) {
    return shownOf(pointers.getOrDefault(block.start(), TOP));
  }

  /// The nearest parent that the text has a line for.
  private String shownOf(String pointer) {
    String path = pointer;
    while (!path.isEmpty() && !shown.contains(path)) {
      path = path.substring(0, path.lastIndexOf('/'));
    }
    return path;
  }
}
