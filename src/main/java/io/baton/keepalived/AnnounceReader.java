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
          "garp_lower_prio_repeat",
          "garp_extra_if");

  private static final int MOST_ROUNDS = 1000;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Values values;
  private @Nullable Duration delay;
  private @Nullable Integer rounds;
  private @Nullable Duration refresh;
  private @Nullable Integer refreshRounds;
  private @Nullable Duration lowerDelay;
  private @Nullable Integer lowerRounds;
  private @Nullable Duration elsewhere;
  private boolean everywhere;

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
      case "garp_extra_if" -> "elsewhere";
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
      case "garp_extra_if" -> elsewhere(statement);
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
    Duration daemonDelay = daemon.delay == null ? defaults.delay() : daemon.delay;
    int daemonRounds = daemon.rounds == null ? defaults.rounds() : daemon.rounds;
    // keepalived: what is done about lower priorities follows the daemon's settings, not ours.
    Duration answerDelay = daemon.lowerDelay == null ? daemonDelay : daemon.lowerDelay;
    int answerRounds = daemon.lowerRounds == null ? daemonRounds : daemon.lowerRounds;
    return new AnnounceConfig(
        first(delay, daemonDelay),
        first(rounds, daemonRounds),
        first(refresh, first(daemon.refresh, defaults.refresh())),
        first(refreshRounds, first(daemon.refreshRounds, defaults.refreshRounds())),
        first(lowerDelay, strict ? Duration.ZERO : answerDelay),
        first(lowerRounds, strict ? 0 : answerRounds),
        first(elsewhere, first(daemon.elsewhere, defaults.elsewhere())),
        everywhere || daemon.everywhere);
  }

  private static <T> T first(@Nullable T own, T otherwise) {
    return own == null ? otherwise : own;
  }

  /// `[all] SECONDS`; keepalived takes the two in any order.
  private void elsewhere(Statement statement) {
    for (Word word : statement.words()) {
      if (word.text().equals("all")) {
        everywhere = true;
      } else {
        var seconds = values.integer(statement.keyword(), word, 0, (int) LONGEST.toSeconds());
        elsewhere = seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : elsewhere;
      }
    }
    if (statement.words().stream().allMatch(word -> word.text().equals("all"))) {
      values
          .reading()
          .error("missing-value", statement.position(), statement.keyword() + " lacks its seconds");
    }
  }

  private @Nullable Duration duration(Statement statement, @Nullable Duration otherwise) {
    return values.seconds(statement, Duration.ZERO, LONGEST).orElse(otherwise);
  }

  private @Nullable Integer rounds(Statement statement, @Nullable Integer otherwise) {
    var number = values.integer(statement, 0, MOST_ROUNDS);
    if (number.isPresent() && number.getAsInt() == 0) {
      String why =
          statement.keyword().endsWith("refresh_repeat")
              ? "; set the refresh to 0 for no announcements then"
              : ", as keepalived does";
      values
          .reading()
          .warning(
              "value-changed",
              statement.valuePosition(),
              "%s 0 becomes 1%s".formatted(statement.keyword(), why));
      return 1;
    }
    return number.isPresent() ? Integer.valueOf(number.getAsInt()) : otherwise;
  }
}
