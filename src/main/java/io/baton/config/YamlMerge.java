package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes one document of several. Named things and lists of static ones add up; whatever is said
/// twice stays there twice, so that it is found when it is read.
final class YamlMerge {

  private static final Set<String> SECTIONS =
      Set.of(
          "scripts",
          "processes",
          "files",
          "checks",
          "instances",
          "syncGroups",
          "notifiers",
          "static");

  private static final Set<String> LISTS = Set.of("addresses", "routes", "rules");

  private YamlMerge() {}

  static YamlNode.Mapping merge(List<YamlNode.Mapping> documents) {
    if (documents.isEmpty()) {
      return new YamlNode.Mapping(List.of(), new Position("", 1, 1));
    }
    var entries = new ArrayList<>(documents.getFirst().entries());
    for (YamlNode.Mapping document : documents.subList(1, documents.size())) {
      document.entries().stream()
          .filter(entry -> !entry.key().equals("include"))
          .forEach(entry -> add(entries, entry, SECTIONS));
    }
    return new YamlNode.Mapping(entries, documents.getFirst().position());
  }

  private static void add(
      List<YamlNode.Entry> entries, YamlNode.Entry added, Set<String> mergeable) {
    for (int i = 0; mergeable.contains(added.key()) && i < entries.size(); i++) {
      YamlNode.Entry entry = entries.get(i);
      if (!entry.key().equals(added.key())) {
        continue;
      }
      if (entry.value() instanceof YamlNode.Mapping left
          && added.value() instanceof YamlNode.Mapping right) {
        entries.set(
            i, new YamlNode.Entry(entry.key(), entry.position(), merge(left, right, entry)));
        return;
      }
      if (entry.value() instanceof YamlNode.Sequence left
          && added.value() instanceof YamlNode.Sequence right) {
        var items = new ArrayList<>(left.items());
        items.addAll(right.items());
        var all = new YamlNode.Sequence(items, left.position());
        entries.set(i, new YamlNode.Entry(entry.key(), entry.position(), all));
        return;
      }
    }
    entries.add(added);
  }

  private static YamlNode.Mapping merge(
      YamlNode.Mapping left, YamlNode.Mapping right, YamlNode.Entry section) {
    var entries = new ArrayList<>(left.entries());
    Set<String> mergeable = section.key().equals("static") ? LISTS : Set.of();
    right.entries().forEach(entry -> add(entries, entry, mergeable));
    return new YamlNode.Mapping(entries, left.position());
  }
}
