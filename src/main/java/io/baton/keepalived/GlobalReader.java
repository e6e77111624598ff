package io.baton.keepalived;

import io.baton.config.GlobalConfig;
import io.baton.config.MailConfig;
import io.baton.config.Reading;
import io.baton.config.RealtimeConfig;
import io.baton.config.ScriptUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the `global_defs` blocks of a file, which add up.
final class GlobalReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "router_id",
          "vrrp_startup_delay",
          "vrrp_garp_interval",
          "vrrp_gna_interval",
          "vrrp_rt_priority",
          "vrrp_no_swap",
          "script_user",
          "enable_script_security",
          "notification_email",
          "notification_email_from",
          "smtp_server",
          "smtp_connect_timeout");

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private final Reading reading;
  private final Values values;
  private final List<String> receivers = new ArrayList<>();
  private @Nullable String routerId;
  private @Nullable ScriptUser scriptUser;
  private boolean scriptSecurity;
  private @Nullable String mailFrom;
  private @Nullable String mailHost;
  private int mailPort = 25;
  private Duration mailTimeout = Duration.ofSeconds(30);
  private Duration startupDelay = Duration.ZERO;
  private Duration arpInterval = Duration.ZERO;
  private Duration neighborInterval = Duration.ZERO;
  private int realtimePriority;
  private boolean lockMemory;
  private final InstanceDefaults defaults;
  private @Nullable Statement firstOfMail;

  GlobalReader(Reading reading) {
    this.reading = reading;
    values = new Values(reading);
    defaults = new InstanceDefaults(values);
  }

  /// What holds for instances that do not say it themselves; complete when all blocks are read.
  InstanceDefaults defaults() {
    return defaults;
  }

  void read(Statement block) {
    if (values.block(block, 0)) {
      reading.place("/global", block.position());
      block.children().forEach(this::take);
    }
  }

  /// What the blocks said together.
  GlobalConfig global() {
    return new GlobalConfig(
        routerId,
        scriptUser,
        scriptSecurity,
        mail(),
        startupDelay,
        arpInterval,
        neighborInterval,
        new RealtimeConfig(realtimePriority, lockMemory));
  }

  private void take(Statement statement) {
    switch (statement.keyword()) {
      case "router_id" -> {
        routerId = text(statement, routerId);
        reading.place("/global/routerId", statement.valuePosition());
      }
      case "script_user" -> {
        values
            .upTo(statement, 2)
            .ifPresent(
                _ ->
                    scriptUser =
                        CommandReader.user(statement.words().stream().map(Word::text).toList(), 0));
        reading.place("/global/scriptUser", statement.valuePosition());
      }
      case "enable_script_security" -> {
        scriptSecurity = values.bool(statement);
      }
      case "notification_email", "notification_email_from", "smtp_server", "smtp_connect_timeout" ->
          takeMail(statement);
      case "vrrp_startup_delay" ->
          startupDelay = delay(statement, "startupDelay").orElse(startupDelay);
      case "vrrp_garp_interval" ->
          arpInterval = delay(statement, "arpInterval").orElse(arpInterval);
      case "vrrp_gna_interval" ->
          neighborInterval = delay(statement, "neighborInterval").orElse(neighborInterval);
      case "vrrp_rt_priority" -> {
        reading.place("/global/realtime/priority", statement.valuePosition());
        realtimePriority = values.integer(statement, 0, 99).orElse(realtimePriority);
      }
      case "vrrp_no_swap" -> lockMemory = values.bool(statement);
      default -> takeOther(statement);
    }
  }

  private void takeOther(Statement statement) {
    if (InstanceDefaults.KEYWORDS.contains(statement.keyword())) {
      defaults.take(statement);
    } else {
      Keywords.answer(Keywords.Place.GLOBAL, statement, reading);
    }
  }

  private Optional<Duration> delay(Statement statement, String component) {
    reading.place("/global/" + component, statement.valuePosition());
    return values.seconds(statement, Duration.ZERO, LONGEST_TIMEOUT);
  }

  private void takeMail(Statement statement) {
    if (firstOfMail == null) {
      firstOfMail = statement;
      reading.place("/global/mail", statement.position());
    }
    switch (statement.keyword()) {
      case "notification_email" -> receivers(statement);
      case "notification_email_from" -> {
        mailFrom = text(statement, mailFrom);
        reading.place("/global/mail/from", statement.valuePosition());
      }
      case "smtp_server" -> {
        values.upTo(statement, 2).ifPresent(host -> mailHost = host.text());
        reading.place("/global/mail/host", statement.valuePosition());
        if (statement.words().size() > 1) {
          mailPort =
              values.integer("the port", statement.words().get(1), 1, 65535).orElse(mailPort);
        }
      }
      default ->
          mailTimeout =
              values.seconds(statement, Duration.ofMillis(1), LONGEST_TIMEOUT).orElse(mailTimeout);
    }
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

  private @Nullable String text(Statement statement, @Nullable String otherwise) {
    return values.one(statement).map(Word::text).orElse(otherwise);
  }

  private @Nullable MailConfig mail() {
    if (mailHost != null && !receivers.isEmpty()) {
      return new MailConfig(receivers, mailFrom, mailHost, mailPort, mailTimeout);
    }
    if (firstOfMail != null) {
      reading.warning(
          "mail-incomplete",
          firstOfMail.position(),
          mailHost == null
              ? "without smtp_server no mail is sent; name the mail server"
              : "without notification_email no mail is sent; name somebody who gets it");
    }
    return null;
  }
}
