package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what an instance or a group depends on: `track`, and `trackScripts`.
final class YamlTracking {

  private final String pointer;
  private final List<TrackedScript> scripts = new ArrayList<>();
  private TrackingConfig tracking = TrackingConfig.DEFAULT;

  private YamlTracking(String pointer) {
    this.pointer = pointer;
  }

  static YamlTracking read(YamlFields fields, String pointer) {
    var reader = new YamlTracking(pointer);
    for (YamlNode node : fields.list("trackScripts", pointer + "/trackScripts")) {
      reader.script(fields, "trackScripts", "script", node);
    }
    fields.mapping("track", pointer + "/tracking", reader::track);
    return reader;
  }

  List<TrackedScript> scripts() {
    return scripts;
  }

  TrackingConfig tracking() {
    return tracking;
  }

  private void track(YamlFields track) {
    for (YamlNode node : track.list("scripts", pointer + "/tracking/scripts")) {
      script(track, "scripts", "name", node);
    }
    tracking =
        new TrackingConfig(
            list(track, "interfaces"),
            list(track, "processes"),
            list(track, "files"),
            list(track, "checks"),
            track.flag("ownInterface", pointer + "/tracking/ownInterface", true));
    track.finish();
  }

  private void script(YamlFields from, String key, String nameKey, YamlNode node) {
    String place = pointer + "/trackScripts/" + scripts.size();
    from.reading().place(place, node.position());
    from.reading().place(place + "/script", node.position());
    Tracked tracked = tracked(from, key, nameKey, node, place, place + "/script");
    if (tracked != null) {
      scripts.add(new TrackedScript(tracked.name(), tracked.weight(), tracked.reverse()));
    }
  }

  private List<Tracked> list(YamlFields track, String key) {
    var all = new ArrayList<Tracked>();
    String base = pointer + "/tracking/" + key;
    for (YamlNode node : track.list(key, base)) {
      String place = base + "/" + all.size();
      track.reading().place(place, node.position());
      track.reading().place(place + "/name", node.position());
      Tracked tracked = tracked(track, key, "name", node, place, place + "/name");
      if (tracked != null) {
        all.add(tracked);
      }
    }
    return all;
  }

  private static @Nullable Tracked tracked(
      YamlFields from, String key, String nameKey, YamlNode node, String place, String namePlace) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return from.item(key, node).map(s -> new Tracked(s.text(), null, null)).orElse(null);
    }
    YamlFields entry = from.of(mapping);
    String name = entry.text(nameKey, namePlace);
    var weights = new ArrayList<Integer>();
    entry.number("weight", place + "/weight", weights::add);
    var senses = new ArrayList<Boolean>();
    entry.flag("reverse", place + "/reverse", senses::add);
    entry.finish();
    return new Tracked(
        name == null ? "" : name,
        weights.isEmpty() ? null : weights.getFirst(),
        senses.isEmpty() ? null : senses.getFirst());
  }
}
