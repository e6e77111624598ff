package io.baton.monitor;

import static io.restassured.RestAssured.given;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// One answer of `/q/metrics`, in Prometheus' text format.
///
/// @param samples by name, in the order of the answer
/// @param types by the name of the family
public record Scrape(Map<String, List<Sample>> samples, Map<String, String> types) {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([^ ]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /// One line.
  record Sample(Map<String, String> labels, double value) {}

  static Scrape now() {
    var answer = given().accept("text/plain").get("/q/metrics");
    return parse(answer.then().statusCode(200).extract().asString());
  }

  /// Refuses what is not in the format.
  public static Scrape parse(String text) {
    var samples = new LinkedHashMap<String, List<Sample>>();
    var types = new HashMap<String, String>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        int end = line.lastIndexOf(' ');
        types.put(line.substring("# TYPE ".length(), end), line.substring(end + 1));
      } else if (!line.startsWith("#") && !line.isBlank()) {
        var found = SAMPLE.matcher(line);
        if (!found.matches()) {
          throw new AssertionError("not a sample: " + line);
        }
        var sample = new Sample(parseLabels(found.group(2)), Double.parseDouble(found.group(3)));
        samples.computeIfAbsent(found.group(1), _ -> new ArrayList<>()).add(sample);
      }
    }
    return new Scrape(samples, types);
  }

  private static Map<String, String> parseLabels(String text) {
    var labels = new LinkedHashMap<String, String>();
    if (text != null) {
      LABEL.matcher(text).results().forEach(m -> labels.put(m.group(1), m.group(2)));
    }
    return labels;
  }

  /// The only sample with these labels among its own.
  ///
  /// @param labels name, value, name, value
  double value(String name, String... labels) {
    var found = samples.getOrDefault(name, List.of()).stream().filter(s -> has(s, labels)).toList();
    if (found.size() != 1) {
      throw new AssertionError(name + " " + List.of(labels) + ": " + found);
    }
    return found.getFirst().value();
  }

  boolean has(String name, String... labels) {
    return samples.getOrDefault(name, List.of()).stream().anyMatch(s -> has(s, labels));
  }

  private static boolean has(Sample sample, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
        return false;
      }
    }
    return true;
  }

  /// The names of all labels that samples of this name carry.
  public Set<String> labels(String name) {
    var all = new HashSet<String>();
    samples.getOrDefault(name, List.of()).forEach(s -> all.addAll(s.labels().keySet()));
    return all;
  }
}
