package io.baton.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.monitor.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// What the dashboard and the alert rules ask for is there in a daemon that has run for a moment.
@Timeout(180)
class MonitoringIT {

  private static final Path FOLDER = Path.of("monitoring");
  private static final String ADDRESS = "10.9.0.100";

  private static final Pattern METRIC =
      Pattern.compile("\\b((?:baton|jvm)_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+) *(?:=~|!~|!=|=)");
  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|on|ignoring|group_left) *\\(([a-z_, ]*)\\)");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?([a-z_]+) *}}");

  /// Prometheus' own.
  private static final Set<String> OF_THE_TARGET = Set.of("instance", "job");

  @TempDir private Path folder;
  private Lan lan;
  private Host host;
  private Host stranger;

  /// What is asked, with the labels that its texts name.
  private record Query(String name, String expression, List<String> legends) {}

  @BeforeEach
  void start() {
    lan = new Lan(folder);
    host = lan.host("a", 1);
    stranger = lan.host("b", 2);
  }

  @AfterEach
  void stop() {
    lan.close();
  }

  private static String config(String password) {
    return """
        scripts:
          half: {command: [/bin/false], interval: 1s, weight: -10}
        notifiers:
          hook: {webhook: {url: "http://127.0.0.1:9/"}}
        instances:
          VI_1:
            interface: eth0
            virtualRouterId: 51
            advertInterval: 1s
            password: %s
            addresses: [%s/24]
            trackScripts: [half]
        """
        .formatted(password, ADDRESS);
  }

  private Scrape scrape() {
    return Scrape.parse(host.run("curl -s -m 5 http://127.0.0.1:8080/q/metrics"));
  }

  @Test
  void everyQueryAsksForMetricsAndLabelsThatExist() throws Exception {
    // Given
    host.startBaton("baton.yaml", config("one"));
    stranger.startBaton("baton.yaml", config("two"));

    // When
    Poll.until("refusals are seen", 90, this::hasSeenRefusals);
    var scrape = scrape();

    // Then
    var queries = Stream.concat(dashboard().stream(), alerts().stream()).toList();
    assertThat(queries).hasSizeGreaterThan(50);
    var wrong = new TreeSet<String>();
    queries.forEach(query -> check(query, scrape, wrong));
    assertThat(wrong).isEmpty();
  }

  private boolean hasSeenRefusals() {
    try {
      return scrape().samples().containsKey("baton_vrrp_adverts_refused_by_source_total")
          && scrape().samples().containsKey("jvm_gc_pause_seconds_sum")
          && scrape().samples().containsKey("baton_vrrp_last_advert_age_seconds")
          && scrape().samples().containsKey("baton_vrrp_priority_term");
    } catch (AssertionError e) {
      return false;
    }
  }

  private static void check(Query query, Scrape scrape, Set<String> wrong) {
    var known = new HashSet<>(OF_THE_TARGET);
    for (var metric : METRIC.matcher(query.expression()).results().toList()) {
      String name = metric.group(1);
      if (!scrape.samples().containsKey(name)) {
        wrong.add(query.name() + ": there is no metric " + name);
      }
      known.addAll(scrape.labels(name));
      var asked = metric.group(2) == null ? "" : metric.group(2);
      MATCHER
          .matcher(asked)
          .results()
          .map(found -> found.group(1))
          .filter(l -> !OF_THE_TARGET.contains(l) && !scrape.labels(name).contains(l))
          .forEach(l -> wrong.add(query.name() + ": " + name + " has no label " + l));
    }
    Stream.concat(grouped(query.expression()), query.legends().stream())
        .filter(label -> !known.contains(label))
        .forEach(label -> wrong.add(query.name() + ": nothing has a label " + label));
  }

  private static Stream<String> grouped(String expression) {
    return LABELS
        .matcher(expression)
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty());
  }

  private static List<String> legends(String text) {
    return LEGEND.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<Query> dashboard() throws IOException {
    var queries = new ArrayList<Query>();
    var json =
        JsonMapper.builder()
            .build()
            .readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));
    for (JsonNode panel : json.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(
                panel.path("title").asText(),
                target.path("expr").asText(),
                legends(target.path("legendFormat").asText())));
      }
    }
    for (JsonNode annotation : json.path("annotations").path("list")) {
      queries.add(
          new Query(
              "annotation",
              annotation.path("expr").asText(),
              legends(annotation.path("titleFormat").asText())));
    }
    return queries;
  }

  private static List<Query> alerts() throws IOException {
    var queries = new ArrayList<Query>();
    Object file = new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml")));
    JsonNode tree = JsonMapper.builder().build().valueToTree(file);
    for (JsonNode group : tree.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        queries.add(
            new Query(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                legends(rule.path("annotations").path("summary").asText())));
      }
    }
    return queries;
  }
}
