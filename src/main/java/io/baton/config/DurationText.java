package io.baton.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: a decimal number with a unit, `2s`, `100ms`, `1.5m`, `1h`.
public final class DurationText {

  private static final Pattern TEXT =
      Pattern.compile("(-?[0-9]{1,10}(?:\\.[0-9]{1,9})?) ?(ms|s|m|h|d)");

  private DurationText() {}

  /// Empty when the text is no duration, or has parts below a nanosecond.
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 86_400_000_000_000L;
        };
    try {
      BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
      return Optional.of(Duration.ofNanos(nanos.longValueExact()));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// Seconds, or milliseconds below one second: `2s`, `100ms`, `40.95s`.
  public static String of(Duration duration) {
    boolean small = !duration.isZero() && duration.abs().compareTo(Duration.ofSeconds(1)) < 0;
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    BigDecimal number = small ? seconds.movePointRight(3) : seconds;
    String text = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    return text + (small ? "ms" : "s");
  }
}
