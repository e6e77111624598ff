package io.baton.keepalived;

import io.baton.config.Command;
import io.baton.config.InstanceConfig;
import io.baton.config.NotifyConfig;
import io.baton.config.Reading;
import io.baton.config.Secret;
import io.baton.config.TrackedScript;
import io.baton.config.UnicastConfig;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of an instance while its block is read, and how keepalived lets its settings
/// change each other once the block is complete.
final class InstanceDraft {

  private static final int OWNER = 255;
  private static final Duration MOST_OF_VERSION_3 = Duration.ofMillis(40_950);

  private final String name;
  private final Reading reading;

  final List<VirtualAddress> addresses = new ArrayList<>();
  final List<InetAddress> peers = new ArrayList<>();
  final List<TrackedScript> trackScripts = new ArrayList<>();
  final Map<String, Command> notifications = new HashMap<>();
  String interfaceName = "";
  int virtualRouterId;
  @Nullable Integer priority;
  boolean stateMaster;
  Duration interval = Duration.ofSeconds(1);
  @Nullable Statement intervalStatement;
  @Nullable VrrpVersion version;
  @Nullable Statement versionStatement;
  @Nullable Statement nopreempt;
  Duration preemptDelay = Duration.ZERO;
  @Nullable Statement preemptDelayStatement;
  @Nullable Secret password;
  @Nullable Statement authentication;
  @Nullable InetAddress source;
  @Nullable Statement sourceStatement;

  InstanceDraft(String name, Reading reading) {
    this.name = name;
    this.reading = reading;
  }

  InstanceConfig complete(VrrpVersion defaultVersion) {
    VrrpVersion chosen = version(version == null ? defaultVersion : version);
    int base = priority();
    boolean preempts = preempt(base);
    return InstanceConfig.named(name)
        .interfaceName(interfaceName)
        .virtualRouterId(virtualRouterId)
        .version(chosen)
        .priority(base)
        .advertInterval(interval(chosen))
        .preempt(preempts)
        .preemptDelay(preemptDelay(preempts))
        .password(password(chosen))
        .unicast(unicast())
        .addresses(addresses)
        .trackScripts(trackScripts)
        .notifyScripts(notifications())
        .build();
  }

  private VrrpVersion version(VrrpVersion wanted) {
    boolean ipv6 = !addresses.isEmpty() && addresses.getFirst().family() == AddressFamily.IPV6;
    if (ipv6 && wanted == VrrpVersion.V2) {
      if (versionStatement != null) {
        changed(versionStatement, "an instance with IPv6 addresses has version 3, not 2");
      }
      return VrrpVersion.V3;
    }
    return wanted;
  }

  private int priority() {
    if (priority != null) {
      return priority;
    }
    return stateMaster ? OWNER : 100;
  }

  private boolean preempt(int base) {
    if (nopreempt != null && (stateMaster || base == OWNER)) {
      changed(
          nopreempt,
          stateMaster
              ? "nopreempt has no effect with state MASTER; say state BACKUP"
              : "nopreempt has no effect with priority 255, which owns its addresses");
      return true;
    }
    return nopreempt == null;
  }

  private Duration preemptDelay(boolean preempts) {
    if (preemptDelayStatement == null || preemptDelay.isZero() || (preempts && !stateMaster)) {
      return preemptDelay;
    }
    changed(
        preemptDelayStatement,
        stateMaster
            ? "preempt_delay has no effect with state MASTER; say state BACKUP"
            : "preempt_delay has no effect with nopreempt");
    return Duration.ZERO;
  }

  private Duration interval(VrrpVersion chosen) {
    Duration legal =
        switch (chosen) {
          case V2 -> rounded(interval, Duration.ofSeconds(1));
          case V3 -> rounded(interval, Duration.ofMillis(10));
        };
    if (chosen == VrrpVersion.V3 && legal.compareTo(MOST_OF_VERSION_3) > 0) {
      legal = MOST_OF_VERSION_3;
    }
    if (intervalStatement != null && !legal.equals(interval)) {
      changed(
          intervalStatement,
          "an advert_int of %s becomes %s in version %d, where %s"
              .formatted(
                  Values.inSeconds(interval),
                  Values.inSeconds(legal),
                  chosen.number(),
                  chosen == VrrpVersion.V2
                      ? "it is 1 to 255 whole seconds"
                      : "it is 0.01 to 40.95 seconds in steps of 0.01"));
    }
    return legal;
  }

  /// Half up to a multiple of a unit, and one unit at least.
  private static Duration rounded(Duration duration, Duration unit) {
    long units =
        BigDecimal.valueOf(duration.toNanos())
            .divide(BigDecimal.valueOf(unit.toNanos()), 0, RoundingMode.HALF_UP)
            .longValueExact();
    return unit.multipliedBy(Math.max(1, units));
  }

  private @Nullable Secret password(VrrpVersion chosen) {
    if (password != null && authentication != null && chosen == VrrpVersion.V3) {
      reading.warning(
          "password-ignored",
          authentication.position(),
          "version 3 has no authentication; the password is not used, as keepalived does");
      return null;
    }
    return password;
  }

  private @Nullable UnicastConfig unicast() {
    if (!peers.isEmpty()) {
      return new UnicastConfig(source, peers);
    }
    if (sourceStatement != null) {
      reading.error(
          "not-supported-yet",
          sourceStatement.position(),
          "unicast_src_ip without unicast_peer is not supported yet: messages would come from the"
              + " interface's first address; name the peers, or take it away");
    }
    return null;
  }

  private NotifyConfig notifications() {
    return new NotifyConfig(
        notifications.get("master"),
        notifications.get("backup"),
        notifications.get("fault"),
        notifications.get("stop"),
        notifications.get("any"));
  }

  private void changed(Statement statement, String text) {
    reading.warning("value-changed", statement.valuePosition(), text);
  }
}
