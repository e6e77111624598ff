package io.baton.track;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/// Parts of evidence, for people.
final class Texts {

  /// Longer messages of libraries are cut.
  private static final int LONGEST_REASON = 200;

  private Texts() {}

  /// `no echo from 10.0.0.1 within 1 s`.
  static String within(String what, Duration limit) {
    var seconds = BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros();
    return "%s within %s s".formatted(what, seconds.toPlainString());
  }

  /// Why the world refused, without the subject.
  static String reason(IOException failure) {
    return switch (failure) {
      case NoRouteToHostException _ -> "no route";
      case UnknownHostException _ -> "unknown host";
      case ConnectException e when isUnreachable(e) -> "network unreachable";
      case ConnectException _ -> "refused";
      case NoSuchFileException _ -> "does not exist";
      case AccessDeniedException _ -> "not permitted";
      default -> cut(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    };
  }

  private static boolean isUnreachable(ConnectException e) {
    return e.getMessage() != null && e.getMessage().contains("unreachable");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
  }

  /// For calls that take milliseconds and mean "forever" by 0.
  static int millis(Duration limit) {
    return Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
  }
}
