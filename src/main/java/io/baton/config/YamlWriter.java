package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes a model as a `baton.yaml` that is read back as an equal model: only what differs from the
/// defaults, always in the same order. Secrets are written: it is the configuration.
public final class YamlWriter {

  private YamlWriter() {}

  /// The text without comments.
  public static String write(BatonConfig config) {
    return write(config, Map.of());
  }

  /// The text with comments.
  ///
  /// @param comments lines without `#`, by the pointer of what they stand above; only `pointers`
  ///   are ever shown
  public static String write(BatonConfig config, Map<String, List<String>> comments) {
    return new YamlText(comments).of(document(config));
  }

  /// The JSON Pointers that the text has a line of its own for.
  public static Set<String> pointers(BatonConfig config) {
    var pointers = new TreeSet<String>();
    collect(document(config), pointers);
    return pointers;
  }

  private static void collect(YamlOutput output, Set<String> pointers) {
    for (YamlOutput.Entry entry : output.entries()) {
      pointers.add(entry.pointer());
      switch (entry.value()) {
        case YamlOutput.Scalar _ -> {}
        case YamlOutput.Fields(YamlOutput inner) -> collect(inner, pointers);
        case YamlOutput.Items(List<YamlOutput.Item> items) ->
            items.forEach(item -> pointers.add(item.pointer()));
      }
    }
  }

  static YamlOutput document(BatonConfig config) {
    return YamlOutput.of(
        out -> {
          YamlGlobalOutput.global(out, config.global());
          section(out, "scripts", config.scripts(), ScriptConfig::name, YamlTrackersOutput::script);
          section(
              out,
              "processes",
              config.processes(),
              ProcessConfig::name,
              YamlTrackersOutput::process);
          section(out, "files", config.files(), FileConfig::name, YamlTrackersOutput::file);
          section(out, "checks", config.checks(), CheckConfig::name, YamlTrackersOutput::check);
          section(
              out,
              "instances",
              config.instances(),
              InstanceConfig::name,
              YamlInstanceOutput::instance);
          section(out, "syncGroups", config.syncGroups(), SyncGroupConfig::name, YamlWriter::group);
          section(
              out,
              "notifiers",
              config.notifiers(),
              NotifierConfig::name,
              YamlNotifierOutput::notifier);
          out.fields("static", "/statics", inner -> statics(inner, config.statics()));
        });
  }

  /// Writes one entry of a section into a mapping of its own.
  private interface Part<T> {
    void write(YamlOutput out, String pointer, T value);
  }

  private static <T> void section(
      YamlOutput out, String section, List<T> all, Function<T, String> name, Part<T> part) {
    out.fields(
        section,
        "/" + section,
        inner -> {
          for (int i = 0; i < all.size(); i++) {
            T value = all.get(i);
            String pointer = "/" + section + "/" + i;
            inner.named(name.apply(value), pointer, o -> part.write(o, pointer, value));
          }
        });
  }

  private static void group(YamlOutput out, String pointer, SyncGroupConfig group) {
    out.words("members", pointer + "/members", group.members());
    track(out, pointer, group.trackScripts(), group.tracking());
    out.flag("trackingWeights", pointer + "/trackingWeights", group.trackingWeights(), false);
    notify(out, pointer + "/notifyScripts", group.notifyScripts());
  }

  private static void statics(YamlOutput out, StaticConfig statics) {
    YamlHoldingsOutput.addresses(out, "addresses", "/statics/addresses", statics.addresses());
    YamlHoldingsOutput.routes(out, "/statics/routes", statics.routes());
    YamlHoldingsOutput.rules(out, "/statics/rules", statics.rules());
  }

  static void user(YamlOutput out, String key, String pointer, @Nullable ScriptUser user) {
    if (user == null) {
      return;
    }
    if (user.group() == null) {
      out.text(key, pointer, user.user());
    } else {
      out.fields(
          key,
          pointer,
          inner -> {
            inner.text("user", pointer + "/user", user.user());
            inner.text("group", pointer + "/group", user.group());
          });
    }
  }

  static void track(
      YamlOutput out, String pointer, List<TrackedScript> scripts, TrackingConfig tracking) {
    String place = pointer + "/tracking";
    var tracked =
        scripts.stream().map(s -> new Tracked(s.script(), s.weight(), s.reverse())).toList();
    BiConsumer<YamlOutput, String> others =
        (inner, key) -> {
          List<Tracked> list =
              switch (key) {
                case "interfaces" -> tracking.interfaces();
                case "processes" -> tracking.processes();
                case "files" -> tracking.files();
                default -> tracking.checks();
              };
          inner.items(key, place + "/" + key, tracked(place + "/" + key, list));
        };
    out.fields(
        "track",
        place,
        inner -> {
          others.accept(inner, "interfaces");
          inner.items(
              "scripts", pointer + "/trackScripts", tracked(pointer + "/trackScripts", tracked));
          others.accept(inner, "processes");
          others.accept(inner, "files");
          others.accept(inner, "checks");
          inner.flag("ownInterface", place + "/ownInterface", tracking.ownInterface(), true);
        });
  }

  private static List<YamlOutput.Item> tracked(String pointer, List<Tracked> all) {
    var items = new ArrayList<YamlOutput.Item>();
    for (Tracked tracked : all) {
      String place = pointer + "/" + items.size();
      boolean bare = tracked.weight() == null && tracked.reverse() == null;
      items.add(
          new YamlOutput.Item(
              place,
              bare
                  ? YamlOutput.Scalar.text(tracked.name())
                  : new YamlOutput.Fields(YamlOutput.of(out -> tracked(out, place, tracked)))));
    }
    return items;
  }

  private static void tracked(YamlOutput out, String place, Tracked tracked) {
    out.text("name", place + "/name", tracked.name());
    if (tracked.weight() != null) {
      out.word("weight", place + "/weight", tracked.weight().toString());
    }
    if (tracked.reverse() != null) {
      out.word("reverse", place + "/reverse", tracked.reverse().toString());
    }
  }

  static void notify(YamlOutput out, String pointer, NotifyConfig scripts) {
    out.fields(
        "notify",
        pointer,
        inner -> {
          command(inner, "master", pointer, scripts.master());
          command(inner, "backup", pointer, scripts.backup());
          command(inner, "fault", pointer, scripts.fault());
          command(inner, "stop", pointer, scripts.stop());
          command(inner, "any", pointer, scripts.any());
          command(inner, "deleted", pointer, scripts.deleted());
          command(inner, "lowerPriorityHeard", pointer, scripts.lowerPriorityHeard());
          inner.flag(
              "priorityChanges", pointer + "/priorityChanges", scripts.priorityChanges(), false);
          inner.flag("mail", pointer + "/mail", scripts.mail(), true);
          inner.flag("eventInput", pointer + "/eventInput", scripts.eventInput(), false);
        });
  }

  static void command(YamlOutput out, String key, String pointer, @Nullable Command command) {
    if (command == null) {
      return;
    }
    String place = pointer + "/" + key;
    if (command.user() == null) {
      out.words(key, place, command.words());
    } else {
      out.fields(
          key,
          place,
          inner -> {
            inner.words("command", place + "/words", command.words());
            user(inner, "user", place + "/user", command.user());
          });
    }
  }
}
