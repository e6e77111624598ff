package io.baton.keepalived;

import io.baton.config.ElectionConfig;
import io.baton.config.HmacConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.Reading;
import io.baton.config.Secret;
import io.baton.config.UnicastConfig;
import io.baton.config.VirtualMacConfig;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VrrpVersion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of an instance while its block is read, and how keepalived lets its settings
/// change each other once the block is complete.
final class InstanceDraft {

  private static final int OWNER = 255;
  private static final Duration MOST_OF_VERSION_3 = Duration.ofMillis(40_950);

  private final String name;
  private final Statement block;
  private final Reading reading;

  final HoldingsReader holdings;
  final TrackReader tracking;
  final AnnounceReader announce;
  final TransportReader transport;
  final ElectionReader election;
  final NotificationReader notifications;
  final List<InetAddress> peers = new ArrayList<>();
  String interfaceName = "";
  int virtualRouterId;
  boolean hasVirtualRouterId;
  @Nullable Integer priority;
  boolean stateMaster;
  @Nullable Statement stateStatement;
  Duration interval = Duration.ofSeconds(1);
  @Nullable Statement intervalStatement;
  @Nullable VrrpVersion version;
  @Nullable Statement versionStatement;
  @Nullable Statement nopreempt;
  Duration preemptDelay = Duration.ZERO;
  @Nullable Statement preemptDelayStatement;
  @Nullable Secret password;
  @Nullable Statement authentication;
  @Nullable HmacConfig hmac;
  @Nullable InetAddress source;
  @Nullable Statement sourceStatement;
  @Nullable VirtualMacConfig virtualMac;
  boolean advertiseFromBase;
  @Nullable Statement advertiseFromBaseStatement;
  boolean faultWithoutPeer;
  boolean promoteSecondaries;
  @Nullable Boolean accept;

  InstanceDraft(
      String name, Statement block, String pointer, TrackReader.Known known, Values values) {
    this.name = name;
    this.block = block;
    reading = values.reading();
    holdings = new HoldingsReader(pointer, values);
    tracking = new TrackReader(pointer, known, values);
    announce = new AnnounceReader(values);
    transport = new TransportReader(pointer + "/transport", values);
    election = new ElectionReader(pointer + "/election", values);
    notifications = new NotificationReader(pointer, values);
  }

  InstanceConfig complete(InstanceDefaults defaults) {
    VrrpVersion chosen = version(version == null ? defaults.version : version);
    ElectionConfig elects = election.complete(defaults);
    int base = priority();
    boolean preempts = preempt(base);
    if (interfaceName.isEmpty()) {
      interfaceName = defaults.takenInterface(block);
    }
    return InstanceConfig.named(name)
        .interfaceName(interfaceName)
        .virtualRouterId(virtualRouterId)
        .version(chosen)
        .priority(base)
        .advertInterval(interval(chosen))
        .preempt(preempts)
        .preemptDelay(preemptDelay(preempts, elects.strict()))
        .password(password(chosen, elects.strict()))
        .hmac(hmac)
        .unicast(unicast(elects.strict()))
        .addresses(holdings.addresses)
        .excludedAddresses(holdings.excluded)
        .routes(holdings.routes)
        .rules(holdings.rules)
        .trackScripts(tracking.scripts)
        .tracking(tracking.tracking(interfaceName))
        .notifyScripts(notifications.complete(defaults))
        .election(elects)
        .transport(transport.complete(defaults, family()))
        .announce(announce.complete(defaults.announce, elects.strict()))
        .virtualMac(virtualMac(defaults.macvlans))
        .promoteSecondaries(promoteSecondaries)
        .accept(base == OWNER || (accept == null ? !elects.strict() : accept))
        .build();
  }

  private AddressFamily family() {
    if (!holdings.addresses.isEmpty()) {
      return holdings.addresses.getFirst().family();
    }
    return peers.isEmpty() ? AddressFamily.IPV4 : AddressFamily.of(peers.getFirst());
  }

  private VrrpVersion version(VrrpVersion wanted) {
    if (family() == AddressFamily.IPV6 && wanted == VrrpVersion.V2) {
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
    if (stateMaster && stateStatement != null) {
      changed(
          stateStatement,
          "state MASTER without a priority means priority 255, the owner of the addresses, as for"
              + " keepalived; say the priority that is meant");
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

  private Duration preemptDelay(boolean preempts, boolean strict) {
    if (preemptDelayStatement == null
        || preemptDelay.isZero()
        || (preempts && !stateMaster && !strict)) {
      return preemptDelay;
    }
    String reason =
        strict
            ? "preempt_delay has no effect in strict mode"
            : stateMaster
                ? "preempt_delay has no effect with state MASTER; say state BACKUP"
                : "preempt_delay has no effect with nopreempt";
    changed(preemptDelayStatement, reason);
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

  private @Nullable Secret password(VrrpVersion chosen, boolean strict) {
    if (password != null && authentication != null && (strict || chosen == VrrpVersion.V3)) {
      reading.warning(
          "password-ignored",
          authentication.position(),
          "%s has no authentication; the password is not used, as keepalived does"
              .formatted(strict ? "strict mode" : "version 3"));
      return null;
    }
    return password;
  }

  private @Nullable UnicastConfig unicast(boolean strict) {
    if (!peers.isEmpty()) {
      if (strict) {
        reading.error(
            "conflict",
            block.position(),
            "strict mode knows no unicast peers, and keepalived refuses this; take vrrp_strict or"
                + " unicast_peer away");
      }
      return new UnicastConfig(source, peers);
    }
    if (faultWithoutPeer) {
      reading.error(
          "conflict",
          block.position(),
          "unicast_fault_no_peer without unicast_peer would mean FAULT for ever; name the peers");
    } else if (sourceStatement != null) {
      reading.warning(
          "no-effect",
          sourceStatement.position(),
          "unicast_src_ip has no effect without unicast_peer; mcast_src_ip sets the source of"
              + " multicast");
    }
    return null;
  }

  /// Unicast always leaves from the base interface.
  private @Nullable VirtualMacConfig virtualMac(Set<String> taken) {
    if (virtualMac == null) {
      if (advertiseFromBaseStatement != null) {
        changed(advertiseFromBaseStatement, "vmac_xmit_base has no effect without use_vmac");
      }
      return null;
    }
    return new VirtualMacConfig(macvlan(virtualMac, taken), advertiseFromBase || !peers.isEmpty());
  }

  /// Instances with one id on several interfaces need macvlans of several names: `vrrp.1`,
  /// `vrrp1.1`, `vrrp2.1`.
  private @Nullable String macvlan(VirtualMacConfig wanted, Set<String> taken) {
    String usual = (family() == AddressFamily.IPV6 ? "vrrp6." : "vrrp.") + virtualRouterId;
    String first = wanted.interfaceName() == null ? usual : wanted.interfaceName();
    if (taken.add(first)) {
      return wanted.interfaceName();
    }
    String name = usual;
    for (int number = 1; !taken.add(name); number++) {
      name = "vrrp" + number + "." + virtualRouterId;
    }
    reading.note(
        "value-changed",
        block.position(),
        "%s is the macvlan of another instance already; this one's is %s, as for keepalived"
            .formatted(Reading.quote(first), name));
    return name;
  }

  private void changed(Statement statement, String text) {
    reading.warning("value-changed", statement.valuePosition(), text);
  }
}
