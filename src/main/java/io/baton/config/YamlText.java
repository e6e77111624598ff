package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lays a document out: two blanks a level, short lists in one line, comments above what they are
/// about.
final class YamlText {

  private static final int COLUMNS = 100;

  private final Map<String, List<String>> comments;
  private final StringBuilder text = new StringBuilder();

  /// @param comments lines by the pointer of what they stand above
  YamlText(Map<String, List<String>> comments) {
    this.comments = comments;
  }

  String of(YamlOutput document) {
    comments("", 0);
    if (document.isEmpty()) {
      return text.append("{}\n").toString();
    }
    fields(document, 0, "");
    return text.toString();
  }

  /// @param first what stands in the line of the first key instead of the indentation
  private void fields(YamlOutput fields, int indent, String first) {
    String lead = first;
    for (YamlOutput.Entry entry : fields.entries()) {
      if (lead.isEmpty()) {
        comments(entry.pointer(), indent);
        text.append(" ".repeat(indent));
      } else {
        text.append(lead);
      }
      lead = "";
      text.append(entry.key()).append(':');
      value(entry.value(), indent);
    }
  }

  private void value(YamlOutput.Value value, int indent) {
    switch (value) {
      case YamlOutput.Scalar(String scalar, _) -> text.append(' ').append(scalar).append('\n');
      case YamlOutput.Fields(YamlOutput inner) -> {
        text.append(inner.isEmpty() ? " {}\n" : "\n");
        fields(inner, indent + 2, "");
      }
      case YamlOutput.Items(List<YamlOutput.Item> items) -> {
        String line = inOneLine(items);
        if (!line.isEmpty() && indent + line.length() < COLUMNS - 20) {
          text.append(' ').append(line).append('\n');
        } else {
          text.append('\n');
          items.forEach(item -> item(item, indent + 2));
        }
      }
    }
  }

  /// Empty when the list has more than single values in it, or comments.
  private String inOneLine(List<YamlOutput.Item> items) {
    var words = new ArrayList<String>();
    for (YamlOutput.Item item : items) {
      if (!(item.value() instanceof YamlOutput.Scalar(String scalar, _))
          || comments.containsKey(item.pointer())) {
        return "";
      }
      words.add(scalar);
    }
    return "[" + String.join(", ", words) + "]";
  }

  private void item(YamlOutput.Item item, int indent) {
    comments(item.pointer(), indent);
    String lead = " ".repeat(indent) + "- ";
    switch (item.value()) {
      case YamlOutput.Scalar(String scalar, _) -> text.append(lead).append(scalar).append('\n');
      case YamlOutput.Fields(YamlOutput inner) -> fields(inner, indent + 2, lead);
      case YamlOutput.Items(List<YamlOutput.Item> inner) ->
          text.append(lead).append(inOneLine(inner)).append('\n');
    }
  }

  private void comments(String pointer, int indent) {
    for (String line : comments.getOrDefault(pointer, List.of())) {
      text.append(" ".repeat(indent)).append(("# " + line).stripTrailing()).append('\n');
    }
  }
}
