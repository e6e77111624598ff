package io.baton.keepalived;

import io.baton.config.MailConfig;
import io.baton.config.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what `global_defs` says about mail.
final class MailReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "notification_email",
          "notification_email_from",
          "smtp_server",
          "smtp_connect_timeout",
          "smtp_helo_name",
          "smtp_alert",
          "smtp_alert_vrrp",
          "no_email_faults");

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private final Reading reading;
  private final Values values;
  private final List<String> receivers = new ArrayList<>();
  private @Nullable String from;
  private @Nullable String host;
  private @Nullable String heloName;
  private int port = 25;
  private Duration timeout = Duration.ofSeconds(30);
  private boolean faults = true;
  private @Nullable Boolean alerts;
  private @Nullable Boolean routerAlerts;
  private @Nullable Statement first;

  MailReader(Values values) {
    this.values = values;
    reading = values.reading();
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "smtp_alert" -> alerts = values.bool(statement);
      case "smtp_alert_vrrp" -> routerAlerts = values.bool(statement);
      case "no_email_faults" -> faults = !values.bool(statement);
      default -> takeServer(statement);
    }
  }

  private void takeServer(Statement statement) {
    if (first == null) {
      first = statement;
      reading.place("/global/mail", statement.position());
    }
    switch (statement.keyword()) {
      case "notification_email" -> receivers(statement);
      case "notification_email_from" -> from = text(statement, "from", from);
      case "smtp_helo_name" -> heloName = text(statement, "heloName", heloName);
      case "smtp_server" -> {
        values.upTo(statement, 2).ifPresent(word -> host = word.text());
        reading.place("/global/mail/host", statement.valuePosition());
        if (statement.words().size() > 1) {
          port = values.integer("the port", statement.words().get(1), 1, 65535).orElse(port);
        }
      }
      default ->
          timeout =
              values.seconds(statement, Duration.ofMillis(1), LONGEST_TIMEOUT).orElse(timeout);
    }
  }

  private @Nullable String text(Statement statement, String component, @Nullable String otherwise) {
    reading.place("/global/mail/" + component, statement.valuePosition());
    return values.one(statement).map(Word::text).orElse(otherwise);
  }

  private void receivers(Statement block) {
    if (!values.block(block, 0)) {
      return;
    }
    for (Statement line : block.children()) {
      values.noBlock(line);
      receiver(line.head());
      line.words().forEach(this::receiver);
    }
  }

  private void receiver(Word word) {
    reading.place("/global/mail/to/" + receivers.size(), word.position());
    receivers.add(word.text());
  }

  /// Whether there is a server and somebody to be told.
  boolean isComplete() {
    return host != null && !receivers.isEmpty();
  }

  /// Whether instances and groups that do not say `smtp_alert` are mailed.
  boolean alertsByDefault() {
    return routerAlerts == null ? alerts != null && alerts : routerAlerts;
  }

  /// Complete when all blocks are read.
  @Nullable MailConfig mail() {
    if (host != null && !receivers.isEmpty()) {
      return new MailConfig(receivers, from, host, port, timeout, heloName, faults);
    }
    if (first != null) {
      reading.warning(
          "mail-incomplete",
          first.position(),
          host == null
              ? "without smtp_server no mail is sent; name the mail server"
              : "without notification_email no mail is sent; name somebody who gets it");
    }
    return null;
  }

  /// Tells of a mail server that nothing is sent to, which keepalived does in silence.
  ///
  /// @param alerting whether any instance or group is mailed
  void tellUnused(boolean alerting) {
    if (isComplete() && !alerting && first != null) {
      reading.warning(
          "mail-incomplete",
          first.position(),
          "nothing says smtp_alert, so that nobody is mailed about a transition; say smtp_alert in"
              + " global_defs or in the instances that matter");
    }
  }
}
