package io.baton.keepalived;

import io.baton.config.InstanceConfig;
import io.baton.config.Reading;
import io.baton.config.VirtualMacConfig;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads one `vrrp_instance`.
final class InstanceReader {

  static final Set<String> KEYWORDS = keywords();

  private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);
  private static final Duration MOST_INTERVAL = Duration.ofSeconds(255);
  private static final Duration MOST_DELAY = Duration.ofSeconds(1000);

  private final Reading reading;
  private final Values values;
  private final String pointer;
  private final UnicastReader unicast;
  private final InstanceDraft draft;

  private InstanceReader(
      Statement block, String pointer, TrackReader.Known known, Reading reading) {
    this.reading = reading;
    this.pointer = pointer;
    values = new Values(reading);
    unicast = new UnicastReader(pointer + "/unicast", values);
    draft = new InstanceDraft(values.name(block, pointer + "/name"), block, pointer, known, values);
  }

  private static Set<String> keywords() {
    var all =
        new TreeSet<>(
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
                "auth_hmac",
                "unicast_peer",
                "unicast_src_ip",
                "unicast_fault_no_peer",
                "use_vmac",
                "vmac_xmit_base",
                "dont_track_primary",
                "promote_secondaries",
                "accept"));
    all.add("no_accept");
    all.addAll(AnnounceReader.KEYWORDS);
    all.addAll(TransportReader.KEYWORDS);
    all.addAll(ElectionReader.KEYWORDS);
    all.addAll(TrackReader.KEYWORDS);
    all.addAll(HoldingsReader.KEYWORDS);
    all.addAll(NotificationReader.KEYWORDS);
    all.addAll(NotificationReader.OF_INSTANCES);
    return all;
  }

  /// Reads a block.
  ///
  /// @param known the names of all trackers of the file, wherever they stand
  static InstanceConfig read(
      Statement block,
      int index,
      TrackReader.Known known,
      InstanceDefaults defaults,
      Reading reading) {
    String pointer = "/instances/" + index;
    reading.place(pointer, block.position());
    var reader = new InstanceReader(block, pointer, known, reading);
    if (reader.values.block(block, 1)) {
      block.children().forEach(reader::take);
    }
    if (reader.draft.virtualRouterId == 0 && !reader.draft.hasVirtualRouterId) {
      reader.values.lacks(block, "virtual_router_id, 1 to 255", pointer + "/virtualRouterId");
    }
    return reader.draft.complete(defaults);
  }

  private void take(Statement statement) {
    String keyword = statement.keyword();
    if (TrackReader.KEYWORDS.contains(keyword)) {
      draft.tracking.take(statement);
    } else if (HoldingsReader.KEYWORDS.contains(keyword)) {
      draft.holdings.take(statement);
    } else if (AnnounceReader.KEYWORDS.contains(keyword)) {
      place("announce/" + AnnounceReader.component(keyword), statement);
      draft.announce.take(keyword, statement);
    } else if (TransportReader.KEYWORDS.contains(keyword)) {
      draft.transport.take(statement);
    } else if (ElectionReader.KEYWORDS.contains(keyword)) {
      draft.election.take(statement);
    } else if (NotificationReader.KEYWORDS.contains(keyword)
        || NotificationReader.OF_INSTANCES.contains(keyword)) {
      draft.notifications.take(statement);
    } else {
      takeOther(statement);
    }
  }

  private void takeOther(Statement statement) {
    switch (statement.keyword()) {
      case "authentication" -> {
        values.once(statement);
        draft.password = AuthenticationReader.read(statement, pointer + "/password", reading);
        draft.authentication = statement;
      }
      case "auth_hmac" -> {
        values.once(statement);
        draft.hmac = HmacReader.read(statement, pointer + "/hmac", reading);
      }
      case "nopreempt", "preempt" -> {
        values.flag(statement);
        place("preempt", statement);
        draft.nopreempt = statement.keyword().equals("nopreempt") ? statement : null;
      }
      case "accept", "no_accept" -> {
        values.flag(statement);
        place("accept", statement);
        draft.accept = statement.keyword().equals("accept");
      }
      case "dont_track_primary" -> draft.tracking.ownInterface = !values.bool(statement);
      case "promote_secondaries" -> draft.promoteSecondaries = values.bool(statement);
      case "use_vmac" -> virtualMac(statement);
      case "vmac_xmit_base" -> {
        draft.advertiseFromBase = values.bool(statement);
        draft.advertiseFromBaseStatement = statement;
      }
      case "unicast_fault_no_peer" -> draft.faultWithoutPeer = values.bool(statement);
      case "unicast_src_ip" -> unicast.source(statement, draft);
      case "unicast_peer" -> {
        reading.place(pointer + "/unicast", statement.position());
        if (values.block(statement, 0)) {
          statement.children().forEach(line -> unicast.peer(line, draft));
        }
      }
      default -> takeScalar(statement);
    }
  }

  private void takeScalar(Statement statement) {
    switch (statement.keyword()) {
      case "interface" -> {
        place("interfaceName", statement);
        values.one(statement).ifPresent(word -> draft.interfaceName = word.text());
      }
      case "virtual_router_id" -> {
        draft.hasVirtualRouterId = true;
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
        draft.version = InstanceDefaults.version(statement, values).orElse(draft.version);
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
              draft.stateStatement = statement;
              if (!draft.stateMaster && !word.text().equals("BACKUP")) {
                reading.warning(
                    "value-changed",
                    word.position(),
                    "%s is no state; BACKUP is taken, as keepalived does; MASTER or BACKUP is one"
                        .formatted(Reading.quote(word.text())));
              }
            });
  }

  /// `use_vmac [NAME] [MAC]`, in any order.
  private void virtualMac(Statement statement) {
    values.once(statement);
    values.noBlock(statement);
    reading.place(pointer + "/virtualMac", statement.position());
    @Nullable String name = null;
    for (Word word : statement.words()) {
      if (word.text().matches("[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}")) {
        reading.warning(
            "not-supported",
            word.position(),
            "a MAC address for use_vmac is not supported: the one of the protocol is used");
      } else if (name == null) {
        name = word.text();
        reading.place(pointer + "/virtualMac/interfaceName", word.position());
      } else {
        reading.warning(
            "extra-words",
            word.position(),
            "use_vmac takes a name and a MAC address; what follows is ignored");
      }
    }
    draft.virtualMac = new VirtualMacConfig(name, false);
  }
}
