package io.baton.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What this process may do.
public final class Privileges {

  // linux/capability.h.
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_NET_RAW = 13;

  private static final String EFFECTIVE = "CapEff:";
  private static final Path STATUS = Path.of("/proc/self/status");

  private Privileges() {}

  /// What is missing to run as a virtual router, in one line for an operator; empty when nothing
  /// is.
  public static Optional<String> missing() {
    try {
      return missing(Files.readAllLines(STATUS));
    } catch (IOException e) {
      return Optional.of("cannot read %s to see the capabilities: %s".formatted(STATUS, e));
    }
  }

  static Optional<String> missing(List<String> status) {
    long effective = effective(status);
    var missing = new ArrayList<String>();
    if ((effective >>> CAP_NET_ADMIN & 1) == 0) {
      missing.add("CAP_NET_ADMIN");
    }
    if ((effective >>> CAP_NET_RAW & 1) == 0) {
      missing.add("CAP_NET_RAW");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "needs %s: run as root, or grant with setcap or AmbientCapabilities="
                .formatted(String.join(" and ", missing)));
  }

  /// No capabilities when the line is missing or is no number.
  private static long effective(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(EFFECTIVE))
        .map(line -> line.substring(EFFECTIVE.length()).strip())
        .filter(text -> text.matches("[0-9a-f]{1,16}"))
        .findFirst()
        .map(text -> Long.parseUnsignedLong(text, 16))
        .orElse(0L);
  }
}
