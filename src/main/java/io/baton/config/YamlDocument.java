package io.baton.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes the model of a document. Scripts and other trackers, instances and groups have classes of
/// their own.
final class YamlDocument {

  private final YamlFields fields;
  private final Reading reading;

  private YamlDocument(YamlFields fields) {
    this.fields = fields;
    reading = fields.reading();
  }

  static BatonConfig read(YamlNode.Mapping root, Reading reading, Sources sources) {
    return new YamlDocument(new YamlFields(root, reading, sources)).read();
  }

  private BatonConfig read() {
    fields.node("include", "/include");
    GlobalConfig global = global();
    var scripts = new ArrayList<ScriptConfig>();
    each("scripts", scripts::size, n -> scripts.add(YamlTrackers.script(n)));
    var processes = new ArrayList<ProcessConfig>();
    each("processes", processes::size, n -> processes.add(YamlTrackers.process(n)));
    var files = new ArrayList<FileConfig>();
    each("files", files::size, n -> files.add(YamlTrackers.file(n)));
    var checks = new ArrayList<CheckConfig>();
    each("checks", checks::size, n -> checks.add(YamlCheck.read(n)));
    var instances = new ArrayList<InstanceConfig>();
    each("instances", instances::size, n -> instances.add(new YamlInstance(n).read()));
    var groups = new ArrayList<SyncGroupConfig>();
    each("syncGroups", groups::size, n -> groups.add(YamlGroup.read(n)));
    var notifiers = new ArrayList<NotifierConfig>();
    each("notifiers", notifiers::size, n -> YamlNotifier.read(n).ifPresent(notifiers::add));
    var statics = new ArrayList<StaticConfig>();
    fields.mapping("static", "/statics", f -> statics.add(statics(f)));
    fields.finish();
    return new BatonConfig(
        global,
        scripts,
        processes,
        files,
        checks,
        instances,
        groups,
        statics.isEmpty() ? StaticConfig.NONE : statics.getFirst(),
        notifiers);
  }

  /// An entry of a section: its name and what it says.
  record Named(String name, String pointer, Position position, YamlFields fields) {}

  /// The number of entries that are there already.
  private interface Count {
    int now();
  }

  private void each(String section, Count count, Consumer<Named> use) {
    fields.mapping(section, "/" + section, all -> each(all, section, count, use));
  }

  /// One entry too many is read, so that the validator sees that there are more.
  private void each(YamlFields all, String section, Count count, Consumer<Named> use) {
    int most = section.equals("instances") ? BatonConfig.MAX_INSTANCES : BatonConfig.MAX_NAMED;
    for (YamlNode.Entry entry : all.entries()) {
      if (count.now() > most) {
        return;
      }
      if (entry.value() instanceof YamlNode.Mapping mapping) {
        String pointer = "/" + section + "/" + count.now();
        reading.place(pointer, entry.position());
        reading.place(pointer + "/name", entry.position());
        use.accept(new Named(entry.key(), pointer, entry.position(), all.of(mapping)));
      } else {
        all.wrongType(Reading.quote(entry.key()), entry.value(), "a mapping (key: value)");
      }
    }
  }

  private static StaticConfig statics(YamlFields statics) {
    var config =
        new StaticConfig(
            YamlAddresses.read(statics, "addresses", "/statics/addresses"),
            YamlRoutes.routes(statics, "/statics/routes"),
            YamlRoutes.rules(statics, "/statics/rules"));
    statics.finish();
    return config;
  }

  private GlobalConfig global() {
    var users = new ArrayList<ScriptUser>();
    user(fields, "scriptUser", "/global/scriptUser", users::add);
    var mails = new ArrayList<MailConfig>();
    fields.mapping("mail", "/global/mail", mail -> mails.add(YamlMail.read(mail)));
    var realtime = new ArrayList<>(List.of(RealtimeConfig.NONE));
    fields.mapping("realtime", "/global/realtime", f -> realtime.set(0, realtime(f)));
    return new GlobalConfig(
        fields.text("routerId", "/global/routerId"),
        users.isEmpty() ? null : users.getFirst(),
        fields.flag("scriptSecurity", "/global/scriptSecurity", false),
        mails.isEmpty() ? null : mails.getFirst(),
        fields.duration("startupDelay", "/global/startupDelay", Duration.ZERO),
        fields.duration("arpInterval", "/global/arpInterval", Duration.ZERO),
        fields.duration("neighborInterval", "/global/neighborInterval", Duration.ZERO),
        YamlAnnounceGroups.read(fields),
        realtime.getFirst(),
        YamlFifos.read(fields));
  }

  private static RealtimeConfig realtime(YamlFields fields) {
    var realtime =
        new RealtimeConfig(
            fields.number("priority", "/global/realtime/priority", 0),
            fields.flag("lockMemory", "/global/realtime/lockMemory", false));
    fields.finish();
    return realtime;
  }

  /// A user is a name, or a mapping of `user` and `group`.
  static void user(YamlFields fields, String key, String pointer, Consumer<ScriptUser> use) {
    Optional<YamlNode> node = fields.node(key, pointer);
    if (node.isEmpty()) {
      return;
    }
    switch (node.get()) {
      case YamlNode.Scalar scalar -> use.accept(new ScriptUser(scalar.text(), null));
      case YamlNode.Mapping mapping -> {
        YamlFields user = fields.of(mapping);
        String name = user.text("user", pointer + "/user");
        use.accept(
            new ScriptUser(name == null ? "" : name, user.text("group", pointer + "/group")));
        user.finish();
      }
      case YamlNode.Sequence sequence ->
          fields.wrongType(key, sequence, "a name, or a mapping of user and group");
    }
  }

  /// The words of a command: a list of them, or one text that is split.
  static Optional<List<String>> words(YamlFields fields, String key, YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> {
        Optional<List<String>> words = CommandLine.split(scalar.text());
        if (words.isEmpty()) {
          fields.bad(key, scalar, "a command whose quotes are closed");
        }
        yield words;
      }
      case YamlNode.Sequence sequence -> {
        var words = new ArrayList<String>();
        for (YamlNode item : sequence.items()) {
          fields.item(key, item).ifPresent(s -> words.add(s.text()));
        }
        yield Optional.of(words);
      }
      case YamlNode.Mapping mapping -> {
        fields.wrongType(key, mapping, "a list of words, or one text");
        yield Optional.empty();
      }
    };
  }
}
