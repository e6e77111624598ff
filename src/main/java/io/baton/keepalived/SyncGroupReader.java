package io.baton.keepalived;

import io.baton.config.Reading;
import io.baton.config.SyncGroupConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads one `vrrp_sync_group`.
final class SyncGroupReader {

  static final Set<String> KEYWORDS = keywords();

  private final Reading reading;
  private final Values values;
  private final String pointer;
  private final Set<String> instances;
  private final Set<String> taken;
  private final TrackReader tracking;
  private final NotificationReader notifications;
  private final InstanceDefaults defaults;
  private final List<String> members = new ArrayList<>();
  private boolean trackingWeights;

  private static Set<String> keywords() {
    var all = new TreeSet<>(Set.of("group", "global_tracking", "sync_group_tracking_weight"));
    all.addAll(TrackReader.KEYWORDS);
    all.addAll(NotificationReader.KEYWORDS);
    return all;
  }

  /// @param instances the names of all instances
  /// @param taken those that are in a group already
  SyncGroupReader(
      int index,
      Set<String> instances,
      Set<String> taken,
      TrackReader.Known known,
      InstanceDefaults defaults,
      Reading reading) {
    this.reading = reading;
    this.defaults = defaults;
    this.instances = instances;
    this.taken = taken;
    values = new Values(reading);
    pointer = "/syncGroups/" + index;
    tracking = new TrackReader(pointer, known, values);
    notifications = new NotificationReader(pointer, values);
  }

  /// Empty, with a warning, when the group has no member.
  Optional<SyncGroupConfig> read(Statement block) {
    reading.place(pointer, block.position());
    String name = values.name(block, pointer + "/name");
    if (values.block(block, 1)) {
      block.children().forEach(this::take);
    }
    if (members.isEmpty()) {
      reading.warning(
          "value-changed",
          block.position(),
          "this vrrp_sync_group has no members; it is left out, as keepalived does");
      return Optional.empty();
    }
    if (members.size() == 1) {
      reading.note(
          "single-member", block.position(), "a group of one instance synchronizes nothing");
    }
    taken.addAll(members);
    return Optional.of(
        new SyncGroupConfig(
            name,
            members,
            tracking.scripts,
            tracking.tracking(""),
            trackingWeights,
            notifications.complete(defaults)));
  }

  private void take(Statement statement) {
    String keyword = statement.keyword();
    if (keyword.equals("group")) {
      group(statement);
    } else if (TrackReader.KEYWORDS.contains(keyword)) {
      tracking.take(statement);
    } else if (NotificationReader.KEYWORDS.contains(keyword)) {
      notifications.take(statement);
    } else if (KEYWORDS.contains(keyword)) {
      trackingWeights = values.bool(statement);
    } else {
      Keywords.answer(Keywords.Place.GROUP, statement, reading);
    }
  }

  /// Names stand one or several on a line.
  private void group(Statement block) {
    if (!values.block(block, 0)) {
      return;
    }
    for (Statement line : block.children()) {
      values.noBlock(line);
      Stream.concat(Stream.of(line.head()), line.words().stream()).forEach(this::member);
    }
  }

  private void member(Word word) {
    String name = word.text();
    String reason =
        !instances.contains(name)
            ? "there is no vrrp_instance %s"
            : taken.contains(name) || members.contains(name) ? "%s is in a group already" : "";
    if (reason.isEmpty()) {
      reading.place(pointer + "/members/" + members.size(), word.position());
      members.add(name);
    } else {
      reading.warning(
          "unknown-member",
          word.position(),
          reason.formatted(Reading.quote(name)) + "; it is left out, as keepalived does");
    }
  }
}
