package io.baton.config;

import io.baton.config.NotifierConfig.Kafka;
import io.baton.config.NotifierConfig.Mode;
import io.baton.config.NotifierConfig.Webhook;
import java.util.List;

/// Writes a destination of events.
final class YamlNotifierOutput {

  private YamlNotifierOutput() {}

  static void notifier(YamlOutput out, String pointer, NotifierConfig notifier) {
    words(out, "types", pointer, notifier.events().types());
    words(out, "subjects", pointer, notifier.events().subjects());
    words(out, "states", pointer, notifier.events().states());
    String place = pointer + "/target";
    switch (notifier.target()) {
      case Webhook webhook -> out.fields("webhook", place, inner -> webhook(inner, place, webhook));
      case Kafka kafka -> out.fields("kafka", place, inner -> kafka(inner, place, kafka));
    }
  }

  private static void words(YamlOutput out, String key, String pointer, List<String> words) {
    if (!words.isEmpty()) {
      out.words(key, pointer + "/events/" + key, words);
    }
  }

  private static void webhook(YamlOutput out, String place, Webhook webhook) {
    out.text("url", place + "/url", webhook.url());
    out.fields(
        "headers",
        place + "/headers",
        inner ->
            webhook.headers().forEach(h -> inner.secret(h.name(), place + "/headers", h.value())));
    out.secrets("secret", place + "/secrets", webhook.secrets());
    out.duration("timeout", place + "/timeout", webhook.timeout(), Webhook.DEFAULT_TIMEOUT);
    out.text("caFile", place + "/caFile", webhook.caFile());
    out.text("clientCertFile", place + "/clientCertFile", webhook.clientCertFile());
    out.text("clientKeyFile", place + "/clientKeyFile", webhook.clientKeyFile());
  }

  private static void kafka(YamlOutput out, String place, Kafka kafka) {
    out.text("topic", place + "/topic", kafka.topic());
    if (kafka.mode() != Mode.STRUCTURED) {
      out.word("mode", place + "/mode", YamlFields.word(kafka.mode()));
    }
  }
}
