package io.baton.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The network interfaces as last seen, by name. Event loop only.
final class LinkTable {

  private final Map<String, Link> links = new HashMap<>();

  void put(Link link) {
    links.put(link.name(), link);
  }

  void remove(String name) {
    links.remove(name);
  }

  Collection<Link> all() {
    return links.values();
  }

  Optional<Link> find(String name) {
    return Optional.ofNullable(links.get(name));
  }
}
