package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `global_defs` says for instances that do not say it themselves.
final class InstanceDefaults {

  static final Set<String> KEYWORDS =
      Set.of(
          "vrrp_version",
          "vrrp_strict",
          "vrrp_mcast_group4",
          "vrrp_mcast_group6",
          "default_interface",
          "vrrp_down_timer_adverts",
          "vrrp_lower_prio_no_advert",
          "vrrp_higher_prio_send_advert",
          "vrrp_check_unicast_src",
          "v3_checksum_as_v2",
          "vrrp_notify_priority_changes",
          "vrrp_min_garp",
          "vrrp_garp_master_delay",
          "vrrp_garp_master_repeat",
          "vrrp_garp_master_refresh",
          "vrrp_garp_master_refresh_repeat",
          "vrrp_garp_lower_prio_delay",
          "vrrp_garp_lower_prio_repeat",
          "vrrp_garp_extra_if");

  private final Reading reading;
  private final Values values;
  final AnnounceReader announce;
  VrrpVersion version = VrrpVersion.V2;
  String interfaceName = "eth0";
  boolean strict;
  int downTimerAdverts = 3;
  boolean lowerPriorityUnanswered;
  boolean advertBeforeYielding;
  boolean checkSource;
  boolean checksumAsVersion2;
  boolean priorityChanges;

  /// Whether transitions are mailed, if anything is.
  boolean mail = true;

  /// The names of the macvlans of the instances that were read.
  final Set<String> macvlans = new HashSet<>();

  private @Nullable InetAddress group4;
  private @Nullable InetAddress group6;

  InstanceDefaults(Values values) {
    this.values = values;
    reading = values.reading();
    announce = new AnnounceReader(values);
  }

  /// The multicast group of a family; null for the protocol's own.
  @Nullable InetAddress group(AddressFamily family) {
    return family == AddressFamily.IPV4 ? group4 : group6;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "vrrp_version" -> version = version(statement, values).orElse(version);
      case "vrrp_strict" -> strict = values.bool(statement);
      case "vrrp_mcast_group4" ->
          group4 = group(statement, AddressFamily.IPV4, values).orElse(group4);
      case "vrrp_mcast_group6" ->
          group6 = group(statement, AddressFamily.IPV6, values).orElse(group6);
      case "default_interface" ->
          values.one(statement).ifPresent(word -> interfaceName = word.text());
      case "vrrp_down_timer_adverts" ->
          downTimerAdverts = values.integer(statement, 1, 100).orElse(downTimerAdverts);
      case "vrrp_lower_prio_no_advert" -> lowerPriorityUnanswered = values.bool(statement);
      case "vrrp_higher_prio_send_advert" -> advertBeforeYielding = values.bool(statement);
      case "vrrp_check_unicast_src" -> checkSource = values.bool(statement);
      case "v3_checksum_as_v2" -> checksumAsVersion2 = values.bool(statement);
      case "vrrp_notify_priority_changes" -> priorityChanges = values.bool(statement);
      case "vrrp_min_garp" -> {
        if (values.bool(statement)) {
          announce.least();
        }
      }
      default -> announce.take(statement.keyword().substring("vrrp_".length()), statement);
    }
  }

  static Optional<VrrpVersion> version(Statement statement, Values values) {
    var number = values.integer(statement, 2, 3);
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(number.getAsInt() == 3 ? VrrpVersion.V3 : VrrpVersion.V2);
  }

  /// A multicast group of a family.
  ///
  /// @param family null for either
  static Optional<InetAddress> group(
      Statement statement, @Nullable AddressFamily family, Values values) {
    Optional<Word> word = values.one(statement);
    Optional<InetAddress> group =
        word.flatMap(w -> IpLiteral.parse(w.text()))
            .filter(InetAddress::isMulticastAddress)
            .filter(a -> family == null || AddressFamily.of(a) == family);
    if (word.isPresent() && group.isEmpty()) {
      values
          .reading()
          .error(
              "bad-value",
              word.get().position(),
              "%s is no multicast group for %s"
                  .formatted(Reading.quote(word.get().text()), statement.keyword()));
    }
    return group;
  }

  /// Tells that an instance names no interface, and which one it gets.
  String takenInterface(Statement block) {
    reading.warning(
        "value-changed",
        block.position(),
        "%s names no interface; %s is taken, as keepalived does"
            .formatted(block.keyword(), Reading.quote(interfaceName)));
    return interfaceName;
  }
}
