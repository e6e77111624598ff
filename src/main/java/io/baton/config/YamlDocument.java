package io.baton.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes the model of a document: what holds for the whole daemon, and its scripts. The instances
/// have a class of their own.
final class YamlDocument {

  private final YamlFields fields;
  private final Reading reading;

  private YamlDocument(YamlFields fields, Reading reading) {
    this.fields = fields;
    this.reading = reading;
  }

  static BatonConfig read(YamlNode root, Reading reading) {
    if (root instanceof YamlNode.Mapping mapping) {
      return new YamlDocument(new YamlFields(mapping, reading), reading).read();
    }
    if (!(root instanceof YamlNode.Scalar scalar && scalar.isNull())) {
      reading.error(
          "wrong-type", root.position(), "a configuration is a mapping (key: value) at its top");
    }
    return BatonConfig.EMPTY;
  }

  private BatonConfig read() {
    GlobalConfig global = global();
    var scripts = new ArrayList<ScriptConfig>();
    fields.mapping("scripts", "/scripts", all -> each(all, s -> scripts.add(script(s, scripts))));
    var instances = new ArrayList<InstanceConfig>();
    fields.mapping(
        "instances",
        "/instances",
        all -> each(all, i -> new YamlInstance(i, instances.size(), reading).addTo(instances)));
    fields.finish();
    return new BatonConfig(global, scripts, instances);
  }

  /// An entry of `scripts` or `instances`: its name and what it says.
  record Named(String name, Position position, YamlFields fields) {}

  private void each(YamlFields all, Consumer<Named> use) {
    for (YamlNode.Entry entry : all.entries()) {
      if (entry.value() instanceof YamlNode.Mapping mapping) {
        use.accept(new Named(entry.key(), entry.position(), new YamlFields(mapping, reading)));
      } else {
        all.wrongType(Reading.quote(entry.key()), entry.value(), "a mapping (key: value)");
      }
    }
  }

  private GlobalConfig global() {
    var draft =
        new Object() {
          @Nullable String routerId;
          @Nullable ScriptUser scriptUser;
          boolean scriptSecurity;
          @Nullable MailConfig mail;
        };
    fields.text("routerId", "/global/routerId", v -> draft.routerId = v);
    user(fields, "scriptUser", "/global/scriptUser", v -> draft.scriptUser = v);
    fields.flag("scriptSecurity", "/global/scriptSecurity", v -> draft.scriptSecurity = v);
    fields.mapping("mail", "/global/mail", mail -> draft.mail = mail(mail));
    return new GlobalConfig(draft.routerId, draft.scriptUser, draft.scriptSecurity, draft.mail);
  }

  private static MailConfig mail(YamlFields mail) {
    var draft =
        new Object() {
          @Nullable String from;
          String host = "";
          int port = 25;
          Duration connectTimeout = Duration.ofSeconds(30);
        };
    var to = new ArrayList<String>();
    for (YamlNode node : mail.list("to", "/global/mail/to")) {
      mail.item("to", node).ifPresent(s -> to.add(s.text()));
    }
    mail.text("from", "/global/mail/from", v -> draft.from = v);
    mail.require("host", "/global/mail/host", mail.position());
    mail.text("host", "/global/mail/host", v -> draft.host = v);
    mail.number("port", "/global/mail/port", v -> draft.port = v);
    mail.duration("connectTimeout", "/global/mail/connectTimeout", v -> draft.connectTimeout = v);
    mail.finish();
    return new MailConfig(to, draft.from, draft.host, draft.port, draft.connectTimeout);
  }

  private ScriptConfig script(Named named, List<ScriptConfig> earlier) {
    String pointer = "/scripts/" + earlier.size();
    reading.place(pointer, named.position());
    reading.place(pointer + "/name", named.position());
    YamlFields script = named.fields();
    var draft =
        new Object() {
          List<String> words = List.of();
          @Nullable ScriptUser user;
          Duration interval = Duration.ofSeconds(1);
          Duration timeout = Duration.ZERO;
          int weight;
          boolean reverse;
          int rise = 1;
          int fall = 1;
          boolean initFail;
        };
    script.require("command", pointer + "/command/words", named.position());
    script
        .node("command", pointer + "/command")
        .flatMap(node -> words(script, "command", node))
        .ifPresent(v -> draft.words = v);
    user(script, "user", pointer + "/command/user", v -> draft.user = v);
    script.duration("interval", pointer + "/interval", v -> draft.interval = v);
    script.duration("timeout", pointer + "/timeout", v -> draft.timeout = v);
    script.number("weight", pointer + "/weight", v -> draft.weight = v);
    script.flag("reverse", pointer + "/reverse", v -> draft.reverse = v);
    script.number("rise", pointer + "/rise", v -> draft.rise = v);
    script.number("fall", pointer + "/fall", v -> draft.fall = v);
    script.flag("initFail", pointer + "/initFail", v -> draft.initFail = v);
    script.finish();
    return new ScriptConfig(
        named.name(),
        new Command(draft.words, draft.user),
        draft.interval,
        draft.timeout,
        draft.weight,
        draft.reverse,
        draft.rise,
        draft.fall,
        draft.initFail);
  }

  /// A user is a name, or a mapping of `user` and `group`.
  static void user(YamlFields fields, String key, String pointer, Consumer<ScriptUser> use) {
    Optional<YamlNode> node = fields.node(key, pointer);
    if (node.isEmpty()) {
      return;
    }
    switch (node.get()) {
      case YamlNode.Scalar scalar -> use.accept(new ScriptUser(scalar.text(), null));
      case YamlNode.Mapping _ ->
          fields.mapping(
              key,
              pointer,
              user -> {
                var draft =
                    new Object() {
                      String name = "";
                      @Nullable String group;
                    };
                user.text("user", pointer + "/user", v -> draft.name = v);
                user.text("group", pointer + "/group", v -> draft.group = v);
                user.finish();
                use.accept(new ScriptUser(draft.name, draft.group));
              });
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
