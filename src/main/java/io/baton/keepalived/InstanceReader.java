package io.baton.keepalived;

import io.baton.config.Command;
import io.baton.config.InstanceConfig;
import io.baton.config.Reading;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
  private final String pointer;
  private final UnicastReader unicast;
  private final TrackReader tracking;
  private final InstanceDraft draft;
  private final Set<List<@Nullable Object>> seen = new HashSet<>();
  private boolean hasInterface;
  private boolean hasVirtualRouterId;

  private InstanceReader(Statement block, String pointer, Set<String> scripts, Reading reading) {
    this.reading = reading;
    this.pointer = pointer;
    values = new Values(reading);
    unicast = new UnicastReader(pointer + "/unicast", values);
    tracking = new TrackReader(pointer + "/trackScripts", scripts, values);
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
      case "unicast_src_ip" -> unicast.source(statement, draft);
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
        block.children().forEach(line -> unicast.peer(line, draft));
      }
      case "virtual_ipaddress" -> {
        reading.place(pointer + "/addresses", block.position());
        block.children().forEach(this::address);
      }
      default -> block.children().forEach(line -> tracking.read(line, draft.trackScripts));
    }
  }

  private void address(Statement line) {
    AddressReader.read(line, reading).ifPresent(address -> add(line, address));
  }

  private void add(Statement line, VirtualAddress address) {
    if (!seen.add(Arrays.asList(address.address(), address.device()))) {
      reading.warning(
          "duplicate-value",
          line.position(),
          "this address stands above already; it is left out, as keepalived does");
    } else {
      reading.place(pointer + "/addresses/" + draft.addresses.size(), line.position());
      draft.addresses.add(address);
    }
  }
}
