package io.baton.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where the numbers of events stand, by instance and group: those of an earlier life of the daemon
/// and of all that was removed since, so that whoever comes back under its name goes on. Event loop
/// only.
final class KnownNumbers {

  private static final int MOST = 10_000;

  private final LinkedHashMap<String, EventNumbers> all = new LinkedHashMap<>();

  EventNumbers of(String name) {
    return all.getOrDefault(name, EventNumbers.NONE);
  }

  /// They never go back.
  void keep(String name, EventNumbers numbers) {
    all.merge(name, numbers, EventNumbers::greatest);
    if (all.size() > MOST) {
      all.pollFirstEntry();
    }
  }

  void keep(Map<String, EventNumbers> many) {
    many.forEach(this::keep);
  }
}
