package io.baton.config;

import io.baton.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a change of each component of an instance takes. A new component must be entered here; a
/// test fails until it is.
enum InstanceFields {
  INTERFACE_NAME("interface", true, InstanceConfig::interfaceName),
  VIRTUAL_ROUTER_ID("virtual router id", true, InstanceConfig::virtualRouterId),
  VERSION("version", true, InstanceConfig::version),
  VIRTUAL_MAC("virtual MAC address", true, InstanceConfig::virtualMac),
  PRIORITY("priority", false, InstanceConfig::priority),
  ADVERT_INTERVAL("advertisement interval", false, InstanceConfig::advertInterval),
  PREEMPT("preemption", false, InstanceConfig::preempt),
  PREEMPT_DELAY("preemption delay", false, InstanceConfig::preemptDelay),
  PASSWORD("password", false, InstanceConfig::password),
  UNICAST("unicast peers", false, InstanceConfig::unicast),
  ADDRESSES("addresses", false, InstanceConfig::addresses),
  TRACK_SCRIPTS("tracked scripts", false, InstanceConfig::trackScripts),
  NOTIFY_SCRIPTS("notification", false, InstanceConfig::notifyScripts),
  ELECTION("election", false, InstanceConfig::election),
  TRANSPORT("transport", false, InstanceConfig::transport),
  ANNOUNCE("announcements", false, InstanceConfig::announce),
  TRACKING("tracking", false, InstanceConfig::tracking),
  HMAC("HMAC authentication", false, InstanceConfig::hmac),
  EXCLUDED_ADDRESSES("addresses not advertised", false, InstanceConfig::excludedAddresses),
  ROUTES("routes", false, InstanceConfig::routes),
  RULES("rules", false, InstanceConfig::rules),
  PROMOTE_SECONDARIES("promotion of secondaries", false, InstanceConfig::promoteSecondaries),
  ACCEPT("accept mode", false, InstanceConfig::accept);

  private final String words;
  private final boolean restarts;
  private final Function<InstanceConfig, @Nullable Object> value;

  InstanceFields(String words, boolean restarts, Function<InstanceConfig, @Nullable Object> value) {
    this.words = words;
    this.restarts = restarts;
    this.value = value;
  }

  private boolean differs(InstanceConfig from, InstanceConfig to) {
    return !Objects.equals(value.apply(from), value.apply(to));
  }

  /// Whether the instance must start anew: it is another virtual router then, or on another
  /// interface.
  static boolean restart(InstanceConfig from, InstanceConfig to) {
    for (var field : values()) {
      if (field.restarts && field.differs(from, to)) {
        return true;
      }
    }
    // A macvlan sends multicast from itself and unicast from its base.
    boolean otherSender =
        to.virtualMac() != null && (from.unicast() == null) != (to.unicast() == null);
    return otherSender || from.family() != to.family();
  }

  /// What is different, one line for each component.
  static List<String> differences(InstanceConfig from, InstanceConfig to) {
    var lines = new ArrayList<String>();
    for (var field : values()) {
      if (field.differs(from, to)) {
        lines.add(field.difference(from, to));
      }
    }
    return lines;
  }

  private String difference(InstanceConfig from, InstanceConfig to) {
    var before = value.apply(from);
    var after = value.apply(to);
    if (this == ADDRESSES || this == EXCLUDED_ADDRESSES) {
      return words + " " + addresses(from, to);
    }
    boolean isShort = isShort(before) && isShort(after);
    return isShort ? words + " " + text(before) + " to " + text(after) : words + " changed";
  }

  private String addresses(InstanceConfig from, InstanceConfig to) {
    boolean advertised = this == ADDRESSES;
    var before = advertised ? from.addresses() : from.excludedAddresses();
    var after = advertised ? to.addresses() : to.excludedAddresses();
    var added = after.stream().filter(a -> !before.contains(a)).toList();
    var removed = before.stream().filter(a -> !after.contains(a)).toList();
    var parts = new ArrayList<String>();
    if (!added.isEmpty()) {
      parts.add("added: " + join(added));
    }
    if (!removed.isEmpty()) {
      parts.add("removed: " + join(removed));
    }
    return parts.isEmpty() ? "in another order" : String.join(", ", parts);
  }

  private static String join(List<VirtualAddress> addresses) {
    return addresses.stream().map(VirtualAddress::toString).collect(Collectors.joining(" "));
  }

  private static boolean isShort(@Nullable Object value) {
    return switch (value) {
      case Integer _, Boolean _, String _, Duration _, Enum<?> _ -> true;
      case null, default -> false;
    };
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case Boolean on -> on ? "on" : "off";
      case Duration duration -> DurationText.of(duration);
      case null, default -> String.valueOf(value);
    };
  }
}
