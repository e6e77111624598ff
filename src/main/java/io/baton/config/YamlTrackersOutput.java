package io.baton.config;

import io.baton.vrrp.IpText;
import java.time.Duration;
import java.util.List;

/// Writes scripts, processes, files and checks.
final class YamlTrackersOutput {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private YamlTrackersOutput() {}

  static void script(YamlOutput out, String pointer, ScriptConfig script) {
    out.words("command", pointer + "/command", script.command().words());
    YamlWriter.user(out, "user", pointer + "/command/user", script.command().user());
    out.duration("interval", pointer + "/interval", script.interval(), SECOND);
    out.duration("timeout", pointer + "/timeout", script.timeout(), Duration.ZERO);
    out.number("weight", pointer + "/weight", script.weight(), 0);
    out.flag("reverse", pointer + "/reverse", script.reverse(), false);
    out.number("rise", pointer + "/rise", script.rise(), 1);
    out.number("fall", pointer + "/fall", script.fall(), 1);
    out.flag("initFail", pointer + "/initFail", script.initFail(), false);
  }

  static void process(YamlOutput out, String pointer, ProcessConfig process) {
    out.text("process", pointer + "/process", process.process());
    List<String> parameters = process.parameters();
    if (parameters != null) {
      out.words("parameters", pointer + "/parameters", parameters);
    }
    if (process.match() != ProcessConfig.ParameterMatch.EXACT) {
      out.word("match", pointer + "/match", YamlFields.word(process.match()));
    }
    out.number("weight", pointer + "/weight", process.weight(), 0);
    out.flag("reverse", pointer + "/reverse", process.reverse(), false);
    out.number("quorum", pointer + "/quorum", process.quorum(), 1);
    out.number("quorumMax", pointer + "/quorumMax", process.quorumMax(), ProcessConfig.UNLIMITED);
    out.duration("startDelay", pointer + "/startDelay", process.startDelay(), Duration.ZERO);
    out.duration("endDelay", pointer + "/endDelay", process.endDelay(), Duration.ZERO);
    out.flag("fullCommand", pointer + "/fullCommand", process.fullCommand(), false);
  }

  static void file(YamlOutput out, String pointer, FileConfig file) {
    out.text("path", pointer + "/path", file.path());
    out.number("weight", pointer + "/weight", file.weight(), 1);
    out.flag("reverse", pointer + "/reverse", file.reverse(), false);
    FileConfig.Initial initial = file.initial();
    if (initial != null && initial.overwrite()) {
      out.fields(
          "initial",
          pointer + "/initial",
          inner -> {
            inner.word("value", pointer + "/initial/value", Integer.toString(initial.value()));
            inner.flag("overwrite", pointer + "/initial/overwrite", true, false);
          });
    } else if (initial != null) {
      out.word("initial", pointer + "/initial", Integer.toString(initial.value()));
    }
  }

  static void check(YamlOutput out, String pointer, CheckConfig check) {
    String place = pointer + "/probe";
    switch (check.probe()) {
      case CheckConfig.Http http -> out.fields("http", place, inner -> http(inner, place, http));
      case CheckConfig.Tcp(String host, int port) ->
          out.fields(
              "tcp",
              place,
              inner -> {
                inner.text("host", place + "/host", host);
                inner.word("port", place + "/port", Integer.toString(port));
              });
      case CheckConfig.Ping(var address) -> out.text("ping", place, IpText.of(address));
    }
    out.duration("interval", pointer + "/interval", check.interval(), SECOND);
    out.duration("timeout", pointer + "/timeout", check.timeout(), Duration.ZERO);
    out.number("weight", pointer + "/weight", check.weight(), 0);
    out.flag("reverse", pointer + "/reverse", check.reverse(), false);
    out.number("rise", pointer + "/rise", check.rise(), 1);
    out.number("fall", pointer + "/fall", check.fall(), 1);
  }

  private static void http(YamlOutput out, String place, CheckConfig.Http http) {
    out.text("url", place + "/url", http.url());
    out.items(
        "statuses",
        place + "/statuses",
        http.statuses().stream()
            .map(s -> new YamlOutput.Item(place, YamlOutput.Scalar.plain(s.toString())))
            .toList());
    out.text("bodyContains", place + "/bodyContains", http.bodyContains());
    out.text("caFile", place + "/caFile", http.caFile());
    out.flag("insecure", place + "/insecure", http.insecure(), false);
  }
}
