package io.baton.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The rules of process trackers, files and checks, each alone, and of what is tracked.
final class TrackerRules {

  private static final int LONGEST_HOST = 253;

  private final Rules rules;

  TrackerRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(BatonConfig config) {
    for (int i = 0; i < config.processes().size(); i++) {
      process("/processes/" + i, config.processes().get(i));
    }
    for (int i = 0; i < config.files().size(); i++) {
      FileConfig file = config.files().get(i);
      rules.name("/files/" + i + "/name", file.name());
      rules.absolutePath("/files/" + i + "/path", file.path());
    }
    for (int i = 0; i < config.checks().size(); i++) {
      check("/checks/" + i, config.checks().get(i));
    }
    for (int i = 0; i < config.instances().size(); i++) {
      tracked("/instances/" + i + "/tracking/", config.instances().get(i).tracking());
    }
    for (int i = 0; i < config.syncGroups().size(); i++) {
      tracked("/syncGroups/" + i + "/tracking/", config.syncGroups().get(i).tracking());
    }
  }

  private void process(String path, ProcessConfig process) {
    rules.name(path + "/name", process.name());
    rules.noControls(path + "/process", process.process());
    rules.duration(path + "/startDelay", "the delay", process.startDelay(), true);
    rules.duration(path + "/endDelay", "the delay", process.endDelay(), true);
    if (process.quorum() > process.quorumMax()) {
      rules.broken(
          path + "/quorumMax",
          "conflict",
          "at least %d and at most %d processes can never be; quorumMax is not below quorum"
              .formatted(process.quorum(), process.quorumMax()));
    }
  }

  private void check(String path, CheckConfig check) {
    rules.name(path + "/name", check.name());
    rules.duration(path + "/interval", "the interval", check.interval(), false);
    rules.duration(path + "/timeout", "the timeout", check.timeout(), true);
    switch (check.probe()) {
      case CheckConfig.Http http -> http(path + "/probe", http);
      case CheckConfig.Tcp(String host, _) -> host(path + "/probe/host", host);
      case CheckConfig.Ping _ -> {}
    }
  }

  private void http(String path, CheckConfig.Http http) {
    if (!http.url().isBlank() && !isUrl(http.url())) {
      rules.broken(
          path + "/url",
          "bad-value",
          "a check has an http or https URL with a host, without a user and a fragment");
    }
    if (http.caFile() != null) {
      rules.absolutePath(path + "/caFile", http.caFile());
    }
    boolean secure = http.url().toLowerCase(Locale.ROOT).startsWith("https:");
    if (!secure && (http.insecure() || http.caFile() != null)) {
      rules.broken(
          path, "conflict", "certificates are for https only; take caFile and insecure away");
    }
  }

  private static boolean isUrl(String text) {
    try {
      var url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void host(String path, String host) {
    boolean legal =
        host.length() <= LONGEST_HOST
            && (IpLiteral.parse(host).isPresent() || host.matches("[A-Za-z0-9._-]*"));
    if (!legal) {
      rules.broken(path, "bad-value", "a host is an address or a name of letters, digits, . and -");
    }
  }

  private void tracked(String path, TrackingConfig tracking) {
    for (int i = 0; i < tracking.interfaces().size(); i++) {
      rules.deviceName(path + "interfaces/" + i + "/name", tracking.interfaces().get(i).name());
    }
    once(path + "interfaces/", tracking.interfaces());
    once(path + "processes/", tracking.processes());
    once(path + "files/", tracking.files());
    once(path + "checks/", tracking.checks());
  }

  private void once(String path, List<Tracked> all) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (!seen.add(all.get(i).name())) {
        rules.broken(
            path + i + "/name",
            "duplicate-name",
            "%s is tracked already".formatted(Reading.quote(all.get(i).name())));
      }
    }
  }
}
