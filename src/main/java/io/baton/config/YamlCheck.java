package io.baton.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a built-in check: how it is done and what is probed.
final class YamlCheck {

  /// Stands for a probe that could not be read, which has been told.
  private static final CheckConfig.Probe UNREADABLE = new CheckConfig.Tcp("localhost", 1);

  private final YamlFields fields;
  private final String pointer;
  private final List<CheckConfig.Probe> probes = new ArrayList<>();

  private YamlCheck(YamlFields fields, String pointer) {
    this.fields = fields;
    this.pointer = pointer;
  }

  static CheckConfig read(YamlDocument.Named named) {
    YamlFields fields = named.fields();
    String pointer = named.pointer();
    var config =
        new CheckConfig(
            named.name(),
            new YamlCheck(fields, pointer + "/probe").probe(named.position()),
            fields.duration("interval", pointer + "/interval", Duration.ofSeconds(1)),
            fields.duration("timeout", pointer + "/timeout", Duration.ZERO),
            fields.number("weight", pointer + "/weight", 0),
            fields.flag("reverse", pointer + "/reverse", false),
            fields.number("rise", pointer + "/rise", 1),
            fields.number("fall", pointer + "/fall", 1));
    fields.finish();
    return config;
  }

  private CheckConfig.Probe probe(Position here) {
    var nodes = new ArrayList<YamlNode>();
    fields.node("http", pointer).ifPresent(node -> probe(nodes, node, http(node)));
    fields.node("tcp", pointer).ifPresent(node -> probe(nodes, node, tcp(node)));
    fields.node("ping", pointer).ifPresent(node -> probe(nodes, node, ping(node)));
    if (nodes.size() != 1) {
      fields
          .reading()
          .error(
              nodes.isEmpty() ? "missing-value" : "conflict",
              nodes.isEmpty() ? here : nodes.get(1).position(),
              "a check has one of http, tcp and ping");
    }
    return probes.isEmpty() ? UNREADABLE : probes.getFirst();
  }

  private void probe(List<YamlNode> nodes, YamlNode node, Optional<CheckConfig.Probe> probe) {
    nodes.add(node);
    probe.ifPresent(probes::add);
  }

  /// A URL, or a mapping.
  private Optional<CheckConfig.Probe> http(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return Optional.of(new CheckConfig.Http(scalar.text(), List.of(), null, null, false));
    }
    if (!(node instanceof YamlNode.Mapping mapping)) {
      fields.wrongType("http", node, "a URL or a mapping");
      return Optional.empty();
    }
    YamlFields http = fields.of(mapping);
    http.require("url", pointer + "/url", mapping.position());
    String url = http.text("url", pointer + "/url");
    var statuses = new ArrayList<Integer>();
    for (YamlNode item : http.list("statuses", pointer + "/statuses")) {
      http.item("statuses", item).ifPresent(s -> status(http, s, statuses));
    }
    var probe =
        new CheckConfig.Http(
            url == null ? "" : url,
            statuses,
            http.text("bodyContains", pointer + "/bodyContains"),
            http.text("caFile", pointer + "/caFile"),
            http.flag("insecure", pointer + "/insecure", false));
    http.finish();
    return Optional.of(probe);
  }

  private static void status(YamlFields http, YamlNode.Scalar scalar, List<Integer> statuses) {
    if (scalar.text().matches("[1-5][0-9]{2}")) {
      statuses.add(Integer.parseInt(scalar.text()));
    } else {
      http.bad("statuses", scalar, "100 to 599");
    }
  }

  /// `HOST:PORT`, or a mapping of `host` and `port`.
  private Optional<CheckConfig.Probe> tcp(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      YamlFields tcp = fields.of(mapping);
      tcp.require("host", pointer + "/host", mapping.position());
      tcp.require("port", pointer + "/port", mapping.position());
      String host = tcp.text("host", pointer + "/host");
      var probe =
          new CheckConfig.Tcp(host == null ? "" : host, tcp.number("port", pointer + "/port", 0));
      tcp.finish();
      return Optional.of(probe);
    }
    if (node instanceof YamlNode.Scalar scalar) {
      int colon = scalar.text().lastIndexOf(':');
      if (colon > 0 && scalar.text().substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
        return Optional.of(
            new CheckConfig.Tcp(
                scalar.text().substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(scalar.text().substring(colon + 1))));
      }
      fields.bad("tcp", scalar, "HOST:PORT");
      return Optional.empty();
    }
    fields.wrongType("tcp", node, "HOST:PORT or a mapping");
    return Optional.empty();
  }

  private Optional<CheckConfig.Probe> ping(YamlNode node) {
    Optional<InetAddress> address =
        fields.item("ping", node).flatMap(scalar -> fields.address("ping", scalar));
    return address.map(CheckConfig.Ping::new);
  }
}
