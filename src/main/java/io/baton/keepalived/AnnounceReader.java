package io.baton.keepalived;

import io.baton.config.AnnounceConfig;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads how often addresses are announced: `garp_*` of an instance, `vrrp_garp_*` of the whole
/// daemon. What nobody says is keepalived's default.
final class AnnounceReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "garp_master_delay",
          "garp_master_repeat",
          "garp_master_refresh",
          "garp_master_refresh_repeat",
          "garp_lower_prio_delay",
          "garp_lower_prio_repeat");

  private static final int MOST_ROUNDS = 1000;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Values values;
  private @Nullable Duration delay;
  private @Nullable Integer rounds;
  private @Nullable Duration refresh;
  private @Nullable Integer refreshRounds;
  private @Nullable Duration lowerDelay;
  private @Nullable Integer lowerRounds;

  AnnounceReader(Values values) {
    this.values = values;
  }

  /// The component of `AnnounceConfig` that a keyword sets.
  static String component(String keyword) {
    return switch (keyword) {
      case "garp_master_delay" -> "delay";
      case "garp_master_repeat" -> "rounds";
      case "garp_master_refresh" -> "refresh";
      case "garp_master_refresh_repeat" -> "refreshRounds";
      case "garp_lower_prio_delay" -> "lowerPriorityDelay";
      default -> "lowerPriorityRounds";
    };
  }

  /// Takes a statement.
  ///
  /// @param keyword its keyword without `vrrp_`
  void take(String keyword, Statement statement) {
    switch (keyword) {
      case "garp_master_delay" -> delay = duration(statement, delay);
      case "garp_master_repeat" -> rounds = rounds(statement, rounds);
      case "garp_master_refresh" -> refresh = duration(statement, refresh);
      case "garp_master_refresh_repeat" -> refreshRounds = rounds(statement, refreshRounds);
      case "garp_lower_prio_delay" -> lowerDelay = duration(statement, lowerDelay);
      default -> {
        var number = values.integer(statement, 0, MOST_ROUNDS);
        lowerRounds = number.isPresent() ? Integer.valueOf(number.getAsInt()) : lowerRounds;
      }
    }
  }

  /// `vrrp_min_garp`: one announcement, and nothing after it.
  void least() {
    delay = Duration.ZERO;
    rounds = 1;
    refresh = Duration.ZERO;
    refreshRounds = 1;
    lowerDelay = Duration.ZERO;
    lowerRounds = 1;
  }

  /// What holds with the daemon's settings behind these.
  ///
  /// @param strict whether lower priorities are not answered with announcements by default
  AnnounceConfig complete(AnnounceReader daemon, boolean strict) {
    AnnounceConfig defaults = AnnounceConfig.DEFAULT;
    Duration wholeDelay = first(delay, daemon.delay, defaults.delay());
    int wholeRounds = first(rounds, daemon.rounds, defaults.rounds());
    return new AnnounceConfig(
        wholeDelay,
        wholeRounds,
        first(refresh, daemon.refresh, defaults.refresh()),
        first(refreshRounds, daemon.refreshRounds, defaults.refreshRounds()),
        first(lowerDelay, daemon.lowerDelay, wholeDelay),
        strict ? first(lowerRounds, null, 0) : first(lowerRounds, daemon.lowerRounds, wholeRounds));
  }

  private static <T> T first(@Nullable T own, @Nullable T daemon, T otherwise) {
    if (own != null) {
      return own;
    }
    return daemon == null ? otherwise : daemon;
  }

  private @Nullable Duration duration(Statement statement, @Nullable Duration otherwise) {
    return values.seconds(statement, Duration.ZERO, LONGEST).orElse(otherwise);
  }

  private @Nullable Integer rounds(Statement statement, @Nullable Integer otherwise) {
    var number = values.integer(statement, 0, MOST_ROUNDS);
    if (number.isPresent() && number.getAsInt() == 0) {
      values
          .reading()
          .warning(
              "value-changed",
              statement.valuePosition(),
              "%s 0 becomes 1, as keepalived does".formatted(statement.keyword()));
      return 1;
    }
    return number.isPresent() ? Integer.valueOf(number.getAsInt()) : otherwise;
  }
}
