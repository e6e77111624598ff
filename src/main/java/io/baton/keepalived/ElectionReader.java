package io.baton.keepalived;

import io.baton.config.ElectionConfig;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads how an instance takes part in elections.
final class ElectionReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "strict_mode", "down_timer_adverts", "lower_prio_no_advert", "higher_prio_send_advert");

  private final String pointer;
  private final Values values;
  private @Nullable Boolean strict;
  private @Nullable Integer downTimerAdverts;
  private @Nullable Boolean lowerPriorityUnanswered;
  private @Nullable Boolean advertBeforeYielding;

  ElectionReader(String pointer, Values values) {
    this.pointer = pointer;
    this.values = values;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "strict_mode" -> strict = values.bool(statement);
      case "down_timer_adverts" -> {
        values.reading().place(pointer + "/downTimerAdverts", statement.valuePosition());
        var number = values.integer(statement, 1, 100);
        downTimerAdverts =
            number.isPresent() ? Integer.valueOf(number.getAsInt()) : downTimerAdverts;
      }
      case "lower_prio_no_advert" -> lowerPriorityUnanswered = values.bool(statement);
      default -> advertBeforeYielding = values.bool(statement);
    }
  }

  /// Strictly, a lower priority is not answered and a higher one not argued with.
  ElectionConfig complete(InstanceDefaults defaults) {
    boolean isStrict = strict == null ? defaults.strict : strict;
    boolean unanswered = isStrict || defaults.lowerPriorityUnanswered;
    boolean beforeYielding = !isStrict && defaults.advertBeforeYielding;
    return new ElectionConfig(
        downTimerAdverts == null ? defaults.downTimerAdverts : downTimerAdverts,
        !(lowerPriorityUnanswered == null ? unanswered : lowerPriorityUnanswered),
        advertBeforeYielding == null ? beforeYielding : advertBeforeYielding,
        ElectionConfig.DEFAULT.handOver(),
        isStrict);
  }
}
