package io.baton.config;

import io.baton.config.NotifierConfig.Header;
import io.baton.config.NotifierConfig.Kafka;
import io.baton.config.NotifierConfig.Webhook;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules of destinations of events. No message shows a secret or what a URL may hide.
final class NotifierRules {

  /// What the mails of `mail:` are delivered as.
  static final String MAIL = "mail";

  /// What `types` may name; each also in full, `io.baton.transition.v1`.
  static final List<String> TYPES =
      List.of(
          "transition",
          "group-transition",
          "priority-changed",
          "split-brain-detected",
          "lower-priority-heard",
          "address-restored",
          "address-conflict",
          "interval-mismatch",
          "tracker-changed",
          "config-applied",
          "config-refused",
          "delivery-failed",
          "instance-deleted");

  private static final List<String> STATES = List.of("BACKUP", "MASTER", "FAULT", "STOP");
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern FULL_TYPE = Pattern.compile("io\\.baton\\.(.*)\\.v1");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]+");

  /// We set them ourselves, or the HTTP client does.
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "connection",
          "transfer-encoding",
          "expect",
          "upgrade",
          "idempotency-key",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");

  private final Rules rules;

  NotifierRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(List<NotifierConfig> notifiers) {
    for (int i = 0; i < notifiers.size(); i++) {
      NotifierConfig notifier = notifiers.get(i);
      String path = "/notifiers/" + i;
      name(path + "/name", notifier.name());
      events(path + "/events", notifier.events());
      switch (notifier.target()) {
        case Webhook webhook -> webhook(path + "/target", webhook);
        case Kafka kafka -> kafka(path + "/target", kafka);
      }
    }
  }

  private void name(String path, String name) {
    if (!name.isBlank() && !NAME.matcher(name).matches()) {
      rules.broken(
          path, "bad-value", "a notifier is named by up to 64 letters, digits, _, . and -");
    }
    if (name.equals(MAIL)) {
      rules.broken(path, "bad-value", "mail is what the mail server is called; take another name");
    }
  }

  private void events(String path, NotifierConfig.Events events) {
    for (int i = 0; i < events.types().size(); i++) {
      oneOf(path + "/types/" + i, "type of event", shortType(events.types().get(i)), TYPES);
    }
    for (int i = 0; i < events.states().size(); i++) {
      oneOf(path + "/states/" + i, "state", events.states().get(i), STATES);
    }
  }

  /// `io.baton.transition.v1` is `transition`.
  private static String shortType(String type) {
    Matcher full = FULL_TYPE.matcher(type);
    return full.matches() ? full.group(1) : type;
  }

  private void oneOf(String path, String what, String word, List<String> known) {
    if (!word.isBlank() && !known.contains(word)) {
      rules.broken(
          path,
          "bad-value",
          "there is no %s %s%s"
              .formatted(what, Reading.quote(word), Spelling.suggestion(word, known)));
    }
  }

  private void webhook(String path, Webhook webhook) {
    if (!webhook.url().isBlank() && !isUrl(webhook.url())) {
      rules.broken(
          path + "/url",
          "bad-value",
          "a webhook has an http or https URL with a host, without a user and a fragment");
    }
    headers(path + "/headers/", webhook.headers());
    for (int i = 0; i < webhook.secrets().size(); i++) {
      if (!isKey(webhook.secrets().get(i).value())) {
        rules.broken(
            path + "/secrets/" + i,
            "bad-value",
            "a secret is whsec_ and 24 to 64 octets in base64 (whsec_$(openssl rand -base64 32))");
      }
    }
    Duration timeout = webhook.timeout();
    if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      rules.broken(
          path + "/timeout", "out-of-range", "a timeout is more than 0 s and up to 2 minutes");
    }
    file(path + "/caFile", webhook.caFile());
    file(path + "/clientCertFile", webhook.clientCertFile());
    file(path + "/clientKeyFile", webhook.clientKeyFile());
    if ((webhook.clientCertFile() == null) != (webhook.clientKeyFile() == null)) {
      String missing = webhook.clientCertFile() == null ? "clientCertFile" : "clientKeyFile";
      rules.broken(
          path + (missing.equals("clientKeyFile") ? "/clientCertFile" : "/clientKeyFile"),
          "missing-value",
          missing + " must be set, too: a certificate and its key go together");
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

  private static boolean isKey(String secret) {
    if (!secret.startsWith("whsec_")) {
      return false;
    }
    try {
      int octets = Base64.getDecoder().decode(secret.substring("whsec_".length())).length;
      return octets >= 24 && octets <= 64;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void headers(String path, List<Header> headers) {
    var seen = new HashSet<String>();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.get(i).name().toLowerCase(Locale.ROOT);
      String value = headers.get(i).value().value();
      if (!name.isBlank() && !TOKEN.matcher(name).matches()) {
        rules.broken(path + i + "/name", "bad-value", "this is no name of a header");
      } else if (OURS.contains(name)) {
        rules.broken(path + i + "/name", "bad-value", "the header " + name + " is set by Baton");
      } else if (!seen.add(name)) {
        rules.broken(
            path + i + "/name", "duplicate-name", "the header " + name + " is there twice");
      }
      boolean printable = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127));
      if (!printable || value.length() > YamlSecrets.LONGEST) {
        rules.broken(
            path + i + "/value",
            "bad-value",
            "the value of a header is up to %d printable ASCII characters"
                .formatted(YamlSecrets.LONGEST));
      }
    }
  }

  private void file(String path, @Nullable String file) {
    if (file != null) {
      if (!file.startsWith("/")) {
        rules.broken(path, "bad-value", "a file has an absolute path here");
      }
      rules.noControls(path, file);
    }
  }

  private void kafka(String path, Kafka kafka) {
    String topic = kafka.topic();
    boolean legal = TOPIC.matcher(topic).matches() && !topic.equals(".") && !topic.equals("..");
    if (!topic.isBlank() && !legal) {
      rules.broken(path + "/topic", "bad-value", "a topic is named by letters, digits, ., _ and -");
    }
  }
}
