package io.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// How answers look at a terminal.
final class Show {

  private Show() {}

  /// Nothing of an answer may steer the terminal.
  static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n]]", "?");
  }

  static String text(JsonNode node, String field) {
    return clean(node.path(field).asText("")).replace('\n', ' ');
  }

  /// The elements of an array of texts, with blanks between.
  static String joined(JsonNode array) {
    return String.join(
        " ", StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList());
  }

  static void json(PrintWriter out, JsonNode answer) {
    out.println(answer.toPrettyString());
    out.flush();
  }

  /// Columns as wide as their widest cell, the last one ragged. The first row is the heading.
  static void table(PrintWriter out, List<List<String>> rows) {
    var widths = new ArrayList<Integer>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (widths.size() == i) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).repeat(' ', widths.get(i) - row.get(i).length() + 2);
      }
      out.println(clean(line.toString()).stripTrailing());
    }
    out.flush();
  }

  /// The changes of a plan; false when there are none.
  static boolean plan(PrintWriter out, JsonNode answer) {
    JsonNode changes = answer.path("plan").path("changes");
    for (JsonNode change : changes) {
      var line = new StringBuilder(text(change, "kind") + " " + text(change, "subject"));
      String reasons = String.join(", ", texts(change.path("reasons")));
      String impact = text(change, "impact");
      line.append(reasons.isEmpty() ? "" : ": " + reasons);
      line.append(impact.isEmpty() ? "" : " (" + impact + ")");
      out.println(clean(line.toString()));
    }
    out.flush();
    return !changes.isEmpty();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /// `2026-01-31T12:00:00.123Z VI_1 is MASTER: why`, of a CloudEvent.
  static String event(JsonNode event) {
    return text(event, "time") + "  " + text(event.path("data"), "summary");
  }

  /// A transition with where it came from.
  static String transition(JsonNode event) {
    JsonNode data = event.path("data");
    String why = text(data.path("reason"), "text");
    return text(event, "time") + "  " + text(data, "from") + " -> " + text(data, "to") + ": " + why;
  }
}
