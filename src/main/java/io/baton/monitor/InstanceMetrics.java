package io.baton.monitor;

import io.baton.engine.Gaps;
import io.baton.engine.InstanceStatus;
import io.baton.monitor.Families.Family;
import io.baton.vrrp.ReportedState;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is measured of each virtual router. Its series are those of the instances that are there.
final class InstanceMetrics {

  // Not `instance`: Prometheus itself labels every series with that.
  private static final String INSTANCE = "vrrp_instance";
  private static final String DIRECTION = "direction";
  private static final String SENT = "sent";
  private static final String RECEIVED = "received";

  private final Families families;
  private final Set<String> drained;

  InstanceMetrics(Families families, Set<String> drained) {
    this.families = families;
    this.drained = drained;
  }

  void add(List<InstanceStatus> instances) {
    for (var instance : instances) {
      addState(instance);
      addPriority(instance);
      addAdverts(instance);
      addRefused(instance);
      addGaps(instance);
      addAddresses(instance);
    }
  }

  private Family gauge(String name, String help, String... more) {
    return families.gauge("baton_vrrp_" + name, help, labels(more));
  }

  private Family counter(String name, String help, String... more) {
    return families.counter("baton_vrrp_" + name, help, labels(more));
  }

  private static String[] labels(String... more) {
    var all = new String[more.length + 1];
    all[0] = INSTANCE;
    System.arraycopy(more, 0, all, 1, more.length);
    return all;
  }

  private void addState(InstanceStatus i) {
    String group = i.group() == null ? "" : i.group();
    gauge("info", "what the instance is", "interface", "vrid", "version", "group")
        .add(
            1,
            i.name(),
            i.interfaceName(),
            Integer.toString(i.vrid().value()),
            Integer.toString(i.version().number()),
            group);
    for (var state : ReportedState.values()) {
      gauge("state", "1 for the state that the instance is in, else 0", "state")
          .add(i.state() == state, i.name(), state.name());
    }
    gauge("state_since_timestamp_seconds", "when the state was entered")
        .add(i.since().toEpochMilli() / 1e3, i.name());
    gauge("faults", "how many things keep the instance from taking part")
        .add(i.faults().size(), i.name());
    gauge("drained", "1 while an operator has it out of service")
        .add(drained.contains(i.name()), i.name());
  }

  private void addPriority(InstanceStatus i) {
    gauge("priority", "the effective priority").add(i.priority().value(), i.name());
    gauge("priority_base", "the configured priority").add(i.basePriority().value(), i.name());
    for (var term : i.terms()) {
      gauge("priority_term", "what a tracker adds to the base priority", "kind", "tracker")
          .add(term.contribution(), i.name(), kind(term.tracker().kind()), term.tracker().name());
    }
  }

  static String kind(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void addAdverts(InstanceStatus i) {
    var c = i.counters();
    counter("adverts_sent", "advertisements sent").add(c.sent(), i.name());
    counter("adverts_send_failed", "advertisements that could not be sent")
        .add(c.sendFailed(), i.name());
    counter("adverts_received", "advertisements accepted").add(c.received(), i.name());
    counter("adverts_tolerated", "advertisements accepted although their signature is not right")
        .add(c.tolerated(), i.name());
    counter("resigns_sent", "advertisements of priority 0 sent").add(c.resignsSent(), i.name());
    counter("resigns_received", "advertisements of priority 0 accepted")
        .add(c.resignsReceived(), i.name());
    gauge("advert_interval_seconds", "interval between advertisements")
        .add(i.interval().toNanos() / 1e9, i.name());
    var age = gauge("last_advert_age_seconds", "time since the last advertisement", DIRECTION);
    if (c.sentAgo() != null) {
      age.add(c.sentAgo().toNanos() / 1e9, i.name(), SENT);
    }
    if (c.receivedAgo() != null) {
      age.add(c.receivedAgo().toNanos() / 1e9, i.name(), RECEIVED);
    }
  }

  private void addRefused(InstanceStatus i) {
    var refused = counter("adverts_refused", "advertisements refused", "reason");
    i.counters().refused().forEach((why, count) -> refused.add(count, i.name(), why.name()));
    var bySource =
        counter(
            "adverts_refused_by_source",
            "advertisements refused, of the sources refused last",
            "source",
            "reason");
    i.counters()
        .refusedBySource()
        .forEach(
            (source, counts) ->
                counts.forEach((why, n) -> bySource.add(n, i.name(), source, why.name())));
  }

  private void addGaps(InstanceStatus i) {
    addGaps(i.name(), SENT, i.counters().sentGaps());
    addGaps(i.name(), RECEIVED, i.counters().receivedGaps());
  }

  private void addGaps(String name, String direction, Gaps gaps) {
    families
        .histogram(
            "baton_vrrp_advert_gap_ratio",
            "gaps between advertisements, as multiples of their interval",
            INSTANCE,
            DIRECTION)
        .addCounts(Gaps.BOUNDS, gaps.counts(), gaps.sum(), name, direction);
    gauge("advert_longest_gap_seconds", "the longest gap between advertisements", DIRECTION)
        .add(gaps.longestNanos() / 1e9, name, direction);
  }

  private void addAddresses(InstanceStatus i) {
    gauge("addresses", "virtual addresses configured").add(i.addresses().size(), i.name());
    counter("announcements", "gratuitous ARPs and neighbor advertisements handed out for sending")
        .add(i.announced(), i.name());
    counter("addresses_restored", "addresses that somebody removed and that were put back")
        .add(i.addressesRestored(), i.name());
    counter("second_active_heard", "advertisements of others heard while active")
        .add(i.secondActiveHeard(), i.name());
    counter("address_conflicts", "packets in which others claimed an address while it was held")
        .add(i.addressConflicts(), i.name());
  }
}
