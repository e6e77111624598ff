package io.baton.notify;

import io.baton.config.BatonConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.MailConfig;
import io.baton.config.NotifierConfig;
import io.baton.config.NotifyConfig;
import io.baton.config.SyncGroupConfig;
import io.baton.event.Destination;
import io.baton.event.StoredEvent;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The destinations of a configuration. Those that a new configuration does not change go on
/// undisturbed. One thread at a time.
public final class Destinations {

  private final Vertx vertx;
  private final Clock clock;
  private final Supplier<Optional<KafkaSender>> kafka;
  private final String host;
  private final Consumer<Destination> register;
  private final Consumer<String> unregister;

  /// What each open destination was made of, by name.
  private final Map<String, Object> open = new HashMap<>();

  private volatile Map<String, Boolean> mailedInstances = Map.of();
  private volatile Map<String, Boolean> mailedGroups = Map.of();

  /// @param kafka asked when a destination needs it
  /// @param host the name of this host
  /// @param register begins to deliver to a destination
  /// @param unregister ends that by name, and closes it
  public Destinations(
      Vertx vertx,
      Clock clock,
      Supplier<Optional<KafkaSender>> kafka,
      String host,
      Consumer<Destination> register,
      Consumer<String> unregister) {
    this.vertx = vertx;
    this.clock = clock;
    this.kafka = kafka;
    this.host = host;
    this.register = register;
    this.unregister = unregister;
  }

  /// Makes the destinations of a configuration, the first or a new one: closes what is not in it or
  /// is another now, keeps what is as it was.
  public void replace(BatonConfig config) {
    mailedInstances =
        mailed(config.instances(), InstanceConfig::name, InstanceConfig::notifyScripts);
    mailedGroups =
        mailed(config.syncGroups(), SyncGroupConfig::name, SyncGroupConfig::notifyScripts);
    var wanted = wanted(config);
    for (var one : List.copyOf(open.entrySet())) {
      if (!one.getValue().equals(wanted.get(one.getKey()))) {
        unregister.accept(one.getKey());
        open.remove(one.getKey());
      }
    }
    wanted.forEach(
        (name, made) -> {
          if (open.putIfAbsent(name, made) == null) {
            register.accept(destination(made));
          }
        });
  }

  /// What a mail destination depends on.
  private record Mail(MailConfig mail, String router) {}

  private Map<String, Object> wanted(BatonConfig config) {
    var wanted = new HashMap<String, Object>();
    config.notifiers().forEach(notifier -> wanted.put(notifier.name(), notifier));
    var mail = config.global().mail();
    if (mail != null) {
      String router = config.global().routerId();
      wanted.put(MailDestination.NAME, new Mail(mail, router == null ? host : router));
    }
    return wanted;
  }

  private Destination destination(Object made) {
    if (made instanceof NotifierConfig(var name, var events, var target)) {
      return switch (target) {
        case NotifierConfig.Webhook webhook -> new WebhookDestination(name, events, webhook, clock);
        case NotifierConfig.Kafka topic -> new KafkaDestination(name, events, topic, kafka.get());
      };
    }
    var mail = (Mail) made;
    return new MailDestination(vertx, mail.mail(), mail.router(), host, this::isMailed);
  }

  /// An instance that is no longer configured was mailed if it is not known otherwise.
  private boolean isMailed(StoredEvent event) {
    var known = event.type().contains("group-transition") ? mailedGroups : mailedInstances;
    return known.getOrDefault(event.subject(), true);
  }

  private static <T> Map<String, Boolean> mailed(
      List<T> all, Function<T, String> name, Function<T, NotifyConfig> scripts) {
    var mailed = new HashMap<String, Boolean>();
    all.forEach(one -> mailed.put(name.apply(one), scripts.apply(one).mail()));
    return Map.copyOf(mailed);
  }
}
