package io.baton.config;

import io.baton.config.NotifierConfig.Events;
import io.baton.config.NotifierConfig.Header;
import io.baton.config.NotifierConfig.Kafka;
import io.baton.config.NotifierConfig.Mode;
import io.baton.config.NotifierConfig.Target;
import io.baton.config.NotifierConfig.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a destination of events.
final class YamlNotifier {

  private final YamlFields fields;
  private final String pointer;
  private final List<Target> targets = new ArrayList<>();

  private YamlNotifier(YamlFields fields, String pointer) {
    this.fields = fields;
    this.pointer = pointer;
  }

  /// Empty when it is not said where events go, which has been told.
  static Optional<NotifierConfig> read(YamlDocument.Named named) {
    return new YamlNotifier(named.fields(), named.pointer()).read(named.name(), named.position());
  }

  private Optional<NotifierConfig> read(String name, Position here) {
    var events = new Events(texts(fields, "types"), texts(fields, "subjects"), states());
    String place = pointer + "/target";
    fields.mapping("webhook", place, webhook -> targets.add(webhook(webhook, place)));
    fields.mapping("kafka", place, kafka -> targets.add(kafka(kafka, place)));
    fields.finish();
    if (targets.size() != 1) {
      fields
          .reading()
          .error(
              targets.isEmpty() ? "missing-value" : "conflict",
              here,
              "a notifier has one of webhook and kafka");
      return Optional.empty();
    }
    return Optional.of(new NotifierConfig(name, events, targets.getFirst()));
  }

  private List<String> texts(YamlFields from, String key) {
    var texts = new ArrayList<String>();
    String place = pointer + "/events/" + key;
    for (YamlNode node : from.list(key, place)) {
      from.reading().place(place + "/" + texts.size(), node.position());
      from.item(key, node).ifPresent(s -> texts.add(s.text()));
    }
    return texts;
  }

  private List<String> states() {
    return texts(fields, "states");
  }

  private static Webhook webhook(YamlFields webhook, String place) {
    webhook.require("url", place + "/url", webhook.position());
    String url = webhook.text("url", place + "/url");
    var read =
        new Webhook(
            url == null ? "" : url,
            headers(webhook, place + "/headers"),
            secrets(webhook, place + "/secrets"),
            webhook.duration("timeout", place + "/timeout", Webhook.DEFAULT_TIMEOUT),
            webhook.text("caFile", place + "/caFile"),
            webhook.text("clientCertFile", place + "/clientCertFile"),
            webhook.text("clientKeyFile", place + "/clientKeyFile"));
    webhook.finish();
    return read;
  }

  private static List<Header> headers(YamlFields webhook, String place) {
    var headers = new ArrayList<Header>();
    webhook.mapping(
        "headers",
        place,
        all -> {
          for (YamlNode.Entry entry : all.entries()) {
            String at = place + "/" + headers.size();
            all.reading().place(at + "/name", entry.position());
            all.reading().place(at + "/value", entry.value().position());
            YamlSecrets.read(all, "a header", entry.value())
                .ifPresent(value -> headers.add(new Header(entry.key(), value)));
          }
        });
    return headers;
  }

  /// One secret, or a list of them while they are rotated.
  private static List<Secret> secrets(YamlFields webhook, String place) {
    var secrets = new ArrayList<Secret>();
    var node = webhook.node("secret", place);
    if (node.isEmpty()) {
      return secrets;
    }
    var all = node.get() instanceof YamlNode.Sequence many ? many.items() : List.of(node.get());
    for (YamlNode one : all) {
      webhook.reading().place(place + "/" + secrets.size(), one.position());
      YamlSecrets.read(webhook, "secret", one).ifPresent(secrets::add);
    }
    return secrets;
  }

  private static Kafka kafka(YamlFields kafka, String place) {
    kafka.require("topic", place + "/topic", kafka.position());
    String topic = kafka.text("topic", place + "/topic");
    var mode = kafka.choice("mode", place + "/mode", Mode.values(), Mode.STRUCTURED);
    kafka.finish();
    return new Kafka(topic == null ? "" : topic, mode);
  }
}
