package io.baton.keepalived;

import io.baton.config.AnnounceGroupConfig;
import io.baton.config.GlobalConfig;
import io.baton.config.Reading;
import io.baton.config.RealtimeConfig;
import io.baton.config.ScriptUser;
import java.time.Duration;
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
          "enable_script_security");

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private final Reading reading;
  private final Values values;
  private final MailReader mail;
  private final FifoReader fifos;
  private @Nullable String routerId;
  private @Nullable ScriptUser scriptUser;
  private boolean scriptSecurity;
  private Duration startupDelay = Duration.ZERO;
  private Duration arpInterval = Duration.ZERO;
  private Duration neighborInterval = Duration.ZERO;
  private int realtimePriority;
  private boolean lockMemory;
  private final InstanceDefaults defaults;

  GlobalReader(Reading reading) {
    this.reading = reading;
    values = new Values(reading);
    mail = new MailReader(values);
    fifos = new FifoReader(values);
    defaults = new InstanceDefaults(values);
  }

  /// What the blocks said about mail.
  MailReader mail() {
    return mail;
  }

  /// What holds for instances that do not say it themselves; complete when all blocks are read.
  InstanceDefaults defaults() {
    // Without a mail server nothing is mailed, and the model stays as short as it is by default.
    defaults.mail = !mail.isComplete() || mail.alertsByDefault();
    return defaults;
  }

  void read(Statement block) {
    if (values.block(block, 0)) {
      reading.place("/global", block.position());
      block.children().forEach(this::take);
    }
  }

  /// What the blocks said together.
  ///
  /// @param announceGroups which stand beside them
  GlobalConfig global(List<AnnounceGroupConfig> announceGroups) {
    return new GlobalConfig(
        routerId,
        scriptUser,
        scriptSecurity,
        mail.mail(),
        startupDelay,
        arpInterval,
        neighborInterval,
        announceGroups,
        new RealtimeConfig(realtimePriority, lockMemory),
        fifos.fifos());
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
    String keyword = statement.keyword();
    if (InstanceDefaults.KEYWORDS.contains(keyword)) {
      defaults.take(statement);
    } else if (MailReader.KEYWORDS.contains(keyword)) {
      mail.take(statement);
    } else if (FifoReader.KEYWORDS.contains(keyword)) {
      fifos.take(statement);
    } else {
      Keywords.answer(Keywords.Place.GLOBAL, statement, reading);
    }
  }

  private Optional<Duration> delay(Statement statement, String component) {
    reading.place("/global/" + component, statement.valuePosition());
    return values.seconds(statement, Duration.ZERO, LONGEST_TIMEOUT);
  }

  private @Nullable String text(Statement statement, @Nullable String otherwise) {
    return values.one(statement).map(Word::text).orElse(otherwise);
  }
}
