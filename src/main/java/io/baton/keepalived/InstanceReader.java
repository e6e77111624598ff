package io.baton.keepalived;

import io.baton.config.Command;
import io.baton.config.InstanceConfig;
import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.config.Spelling;
import io.baton.config.TrackedScript;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one `vrrp_instance`.
final class InstanceReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "interface",
          "virtual_router_id",
          "priority",
          "state",
          "advert_int",
          "version",
          "nopreempt",
          "preempt",
          "preempt_delay",
          "authentication",
          "unicast_peer",
          "unicast_src_ip",
          "virtual_ipaddress",
          "track_script",
          "notify_master",
          "notify_backup",
          "notify_fault",
          "notify_stop",
          "notify");

  private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);
  private static final Duration MOST_INTERVAL = Duration.ofSeconds(255);
  private static final Duration MOST_DELAY = Duration.ofSeconds(1000);

  private final Reading reading;
  private final Values values;
  private final Set<String> scripts;
  private final String pointer;
  private final InstanceDraft draft;
  private boolean hasInterface;
  private boolean hasVirtualRouterId;

  private InstanceReader(Statement block, String pointer, Set<String> scripts, Reading reading) {
    this.reading = reading;
    this.scripts = scripts;
    this.pointer = pointer;
    values = new Values(reading);
    draft = new InstanceDraft(values.name(block, pointer + "/name"), reading);
  }

  /// Reads a block.
  ///
  /// @param scripts the names of all scripts of the file, wherever they stand
  static InstanceConfig read(
      Statement block, int index, Set<String> scripts, VrrpVersion version, Reading reading) {
    String pointer = "/instances/" + index;
    reading.place(pointer, block.position());
    var reader = new InstanceReader(block, pointer, scripts, reading);
    if (reader.values.block(block, 1)) {
      block.children().forEach(reader::take);
    }
    if (!reader.hasInterface) {
      reader.values.lacks(block, "interface", pointer + "/interfaceName");
    }
    if (!reader.hasVirtualRouterId) {
      reader.values.lacks(block, "virtual_router_id, 1 to 255", pointer + "/virtualRouterId");
    }
    return reader.draft.complete(version);
  }

  private void take(Statement statement) {
    switch (statement.keyword()) {
      case "authentication" -> {
        values.once(statement);
        draft.password = AuthenticationReader.read(statement, pointer + "/password", reading);
        draft.authentication = statement;
      }
      case "unicast_peer", "virtual_ipaddress", "track_script" -> takeList(statement);
      case "nopreempt", "preempt" -> {
        values.flag(statement);
        place("preempt", statement);
        draft.nopreempt = statement.keyword().equals("nopreempt") ? statement : null;
      }
      case "notify_master", "notify_backup", "notify_fault", "notify_stop", "notify" ->
          takeNotification(statement);
      case "unicast_src_ip" -> source(statement);
      default -> takeScalar(statement);
    }
  }

  private void takeScalar(Statement statement) {
    switch (statement.keyword()) {
      case "interface" -> {
        hasInterface = true;
        place("interfaceName", statement);
        values.one(statement).ifPresent(word -> draft.interfaceName = word.text());
      }
      case "virtual_router_id" -> {
        hasVirtualRouterId = true;
        place("virtualRouterId", statement);
        draft.virtualRouterId = values.integer(statement, 1, 255).orElse(draft.virtualRouterId);
      }
      case "priority" -> {
        place("priority", statement);
        draft.priority = values.integer(statement, 1, 255).orElse(100);
      }
      case "state" -> state(statement);
      case "advert_int" -> {
        place("advertInterval", statement);
        draft.interval =
            values.seconds(statement, LEAST_INTERVAL, MOST_INTERVAL).orElse(draft.interval);
        draft.intervalStatement = statement;
      }
      case "version" -> {
        place("version", statement);
        draft.version = GlobalReader.version(statement, values).orElse(draft.version);
        draft.versionStatement = statement;
      }
      case "preempt_delay" -> {
        place("preemptDelay", statement);
        draft.preemptDelay =
            values.seconds(statement, Duration.ZERO, MOST_DELAY).orElse(draft.preemptDelay);
        draft.preemptDelayStatement = statement;
      }
      default -> Keywords.answer(Keywords.Place.INSTANCE, statement, reading);
    }
  }

  private void place(String component, Statement statement) {
    reading.place(pointer + "/" + component, statement.valuePosition());
  }

  private void state(Statement statement) {
    values
        .one(statement)
        .ifPresent(
            word -> {
              draft.stateMaster = word.text().equals("MASTER");
              if (!draft.stateMaster && !word.text().equals("BACKUP")) {
                reading.warning(
                    "value-changed",
                    word.position(),
                    "%s is no state; BACKUP is taken, as keepalived does; MASTER or BACKUP is one"
                        .formatted(Reading.quote(word.text())));
              }
            });
  }

  private void takeNotification(Statement statement) {
    String component =
        switch (statement.keyword()) {
          case "notify_master" -> "master";
          case "notify_backup" -> "backup";
          case "notify_fault" -> "fault";
          case "notify_stop" -> "stop";
          default -> "any";
        };
    place("notifyScripts/" + component, statement);
    Optional<Command> command = CommandReader.notification(statement, values);
    command.ifPresent(c -> draft.notifications.put(component, c));
  }

  private void takeList(Statement block) {
    if (!values.block(block, 0)) {
      return;
    }
    switch (block.keyword()) {
      case "unicast_peer" -> {
        reading.place(pointer + "/unicast", block.position());
        block.children().forEach(this::peer);
      }
      case "virtual_ipaddress" -> {
        reading.place(pointer + "/addresses", block.position());
        block.children().forEach(this::address);
      }
      default -> block.children().forEach(this::track);
    }
  }

  private void address(Statement line) {
    Optional<VirtualAddress> address = AddressReader.read(line, reading);
    address.ifPresent(
        a -> {
          reading.place(pointer + "/addresses/" + draft.addresses.size(), line.position());
          draft.addresses.add(a);
        });
  }

  private void peer(Statement line) {
    values.noBlock(line);
    Optional<InetAddress> peer = IpLiteral.parse(line.keyword());
    if (peer.isEmpty()) {
      reading.error(
          "bad-value",
          line.position(),
          Reading.quote(line.keyword()) + " is no address of a peer; one address a line is");
      return;
    }
    reading.place(pointer + "/unicast/peers/" + draft.peers.size(), line.position());
    draft.peers.add(peer.get());
    if (!line.words().isEmpty()) {
      Word option = line.words().getFirst();
      boolean ttl = option.text().equals("min_ttl") || option.text().equals("max_ttl");
      reading.error(
          ttl ? "not-supported-yet" : "bad-value",
          option.position(),
          ttl
              ? option.text() + " is not supported yet: any hop limit of that peer would be taken"
              : "a peer is one address a line; put the next one on a line of its own");
    }
  }

  private void source(Statement statement) {
    reading.place(pointer + "/unicast/source", statement.valuePosition());
    values.upTo(statement, 2).ifPresent(word -> source(statement, word));
  }

  private void source(Statement statement, Word word) {
    draft.sourceStatement = statement;
    Optional<InetAddress> address =
        IpLiteral.parsePrefix(word.text()).map(IpLiteral.Prefix::address);
    if (word.text().indexOf('/') >= 0 && address.isPresent()) {
      reading.warning(
          "value-changed", word.position(), "the length of the network does not matter here");
    }
    if (address.isEmpty()) {
      reading.error(
          "bad-value",
          word.position(),
          Reading.quote(word.text()) + " is no address to send from; an IP address is");
    }
    draft.source = address.orElse(null);
    if (statement.words().size() > 1) {
      Word option = statement.words().get(1);
      boolean optional = option.text().equals("optional");
      String text =
          optional
              ? "optional is not supported yet: without that address the instance is in FAULT"
              : Reading.quote(option.text()) + " cannot follow the address";
      reading.error(optional ? "not-supported-yet" : "bad-value", option.position(), text);
    }
  }

  private void track(Statement line) {
    values.noBlock(line);
    String name = line.keyword();
    String place = pointer + "/trackScripts/" + draft.trackScripts.size();
    reading.place(place, line.position());
    reading.place(place + "/script", line.position());
    if (!scripts.contains(name)) {
      reading.error(
          "unknown-script",
          line.position(),
          "there is no vrrp_script %s in this file, so its check would silently be missing%s"
              .formatted(Reading.quote(name), Spelling.suggestion(name, scripts)));
    }
    draft.trackScripts.add(tracked(line, name, place));
  }

  private TrackedScript tracked(Statement line, String name, String place) {
    var words = line.words();
    @Nullable Integer weight = null;
    @Nullable Boolean reverse = null;
    int known = 0;
    if (words.size() > 1 && words.getFirst().text().equals("weight")) {
      int heaviest = ScriptReader.HEAVIEST;
      reading.place(place + "/weight", words.get(1).position());
      var read = values.integer("weight", words.get(1), -heaviest, heaviest);
      weight = read.isPresent() ? read.getAsInt() : null;
      reverse = words.size() > 2 && words.get(2).text().equals("reverse");
      known = reverse ? 3 : 2;
    }
    if (words.size() > known) {
      reading.error(
          "bad-value",
          words.get(known).position(),
          "%s cannot follow here; a line is NAME [weight NUMBER [reverse]]"
              .formatted(Reading.quote(words.get(known).text())));
    }
    return new TrackedScript(name, weight, reverse);
  }
}
