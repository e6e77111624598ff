package io.baton.engine;

import io.baton.vrrp.Advertisement;
import io.baton.vrrp.MacAddress;
import io.baton.vrrp.Peer;
import io.baton.vrrp.Priority;
import io.baton.vrrp.ReportedState;
import io.baton.vrrp.RouterSettings;
import io.baton.vrrp.Tracking.Term;
import io.baton.vrrp.Transition;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells of one instance, and numbers what it tells. Event loop only.
final class InstanceEvents {

  /// What others can cause is told so often at most.
  private static final long PERIOD_NANOS = 10_000_000_000L;

  private static final int MOST_MISMATCHES = 64;

  private InstanceSettings instance;
  private final EventSink sink;
  private final Loop loop;
  private final KnownNumbers known;
  private final RateLimit limit = new RateLimit(PERIOD_NANOS);
  private final Map<InetAddress, Intervals> mismatches = new HashMap<>();
  private long sequence;
  private long epoch;

  /// In centiseconds.
  private record Intervals(int theirs, int own) {}

  InstanceEvents(InstanceSettings instance, EngineContext context) {
    this.instance = instance;
    this.sink = context.events();
    this.loop = context.loop();
    this.known = context.numbers();
    resume(known.of(name()));
  }

  private String name() {
    return instance.config().name();
  }

  /// The instance has other settings from now on. Under another name its numbers are above those of
  /// both.
  void use(InstanceSettings next) {
    var before = name();
    instance = next;
    if (!before.equals(name())) {
      known.keep(before, numbers());
      resume(known.of(name()).greatest(numbers()));
    }
  }

  private void resume(EventNumbers numbers) {
    sequence = numbers.sequence();
    epoch = numbers.epoch();
  }

  /// Carries its scripts, since nobody can look them up any more.
  void deleted() {
    var scripts = instance.config().notifyScripts();
    sink.emit(new Observation.InstanceDeleted(loop.now(), name(), next(), scripts));
  }

  /// Where the numbers stand.
  EventNumbers numbers() {
    return new EventNumbers(sequence, epoch);
  }

  private long next() {
    return ++sequence;
  }

  private boolean isDue(Object kind) {
    return limit.tryPass(kind, loop.nanoTime()).isPresent();
  }

  /// An epoch is a time in milliseconds, so that those of two nodes compare, but always greater
  /// than the last one.
  void transition(
      Transition transition,
      @Nullable String group,
      RouterSettings settings,
      List<Term> terms,
      Instant time) {
    if (transition.to() == ReportedState.MASTER) {
      epoch = Math.max(epoch + 1, time.toEpochMilli());
    }
    sink.emit(
        new TransitionEvent(
            time,
            name(),
            next(),
            epoch,
            group,
            instance.config().interfaceName(),
            settings.vrid(),
            settings.version(),
            transition,
            instance.basePriority(),
            settings.priority(),
            terms,
            instance.config().addresses()));
  }

  void priorityChanged(Priority from, Priority to, List<Term> terms) {
    sink.emit(
        new Observation.PriorityChanged(
            loop.now(), name(), next(), instance.basePriority(), from, to, terms));
  }

  void splitBrain(Peer peer, RouterSettings settings, long heard) {
    if (isDue("split brain " + peer.address())) {
      sink.emit(
          new Observation.SplitBrainDetected(
              loop.now(),
              name(),
              next(),
              peer,
              settings.priority(),
              settings.primaryAddress(),
              heard));
    }
  }

  void lowerPriorityHeard(Peer peer, Priority own) {
    if (isDue("lower " + peer.address())) {
      sink.emit(new Observation.LowerPriorityHeard(loop.now(), name(), next(), peer, own));
    }
  }

  void restored(List<VirtualAddress> addresses) {
    sink.emit(new Observation.AddressRestored(loop.now(), name(), next(), addresses));
  }

  void conflict(InetAddress address, MacAddress mac, String interfaceName, long heard) {
    if (isDue("conflict " + address + mac)) {
      sink.emit(
          new Observation.AddressConflict(
              loop.now(), name(), next(), address, mac, interfaceName, heard));
    }
  }

  /// Told once, and again when either side's interval has changed.
  void intervalMismatch(InetAddress source, Advertisement theirs, RouterSettings own) {
    int their = theirs.maxAdvertiseIntervalCs();
    var seen = new Intervals(their, own.maxAdvertiseIntervalCs());
    if (mismatches.size() >= MOST_MISMATCHES && !mismatches.containsKey(source)) {
      mismatches.clear();
    }
    if (!seen.equals(mismatches.put(source, seen)) && isDue("interval " + source + seen)) {
      sink.emit(
          new Observation.IntervalMismatch(
              loop.now(), name(), next(), source, seen.theirs(), seen.own()));
    }
  }
}
