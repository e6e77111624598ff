package io.baton.engine;

import io.baton.vrrp.Advertisement;
import io.baton.vrrp.IpText;
import io.baton.vrrp.RouterSettings;
import io.baton.wire.Datagram;
import io.baton.wire.HmacDecision;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Whether one instance lets an advertisement in; what it does not is counted and logged. Event
/// loop only.
final class Admission {

  private final EngineContext context;
  private final AdvertCounters counters;
  private final InstanceEvents events;
  private final Warning warning;

  /// @param warning logs each kind once a period
  Admission(
      EngineContext context, AdvertCounters counters, InstanceEvents events, Warning warning) {
    this.context = context;
    this.counters = counters;
    this.events = events;
    this.warning = warning;
  }

  /// @param signing null where nothing is signed
  boolean admits(
      AdvertFilter filter,
      @Nullable Signing signing,
      RouterSettings settings,
      Datagram datagram,
      Advertisement advertisement) {
    var refusal = filter.refusal(settings, datagram, advertisement);
    if (refusal.isPresent()) {
      if (refusal.get() == Refusal.INTERVAL_MISMATCH) {
        events.intervalMismatch(datagram.source(), advertisement, settings);
      }
      refuse(refusal.get(), datagram.source());
      return false;
    }
    return signing == null || isAuthentic(signing, datagram, advertisement);
  }

  private boolean isAuthentic(Signing checked, Datagram datagram, Advertisement advertisement) {
    return switch (checked.decide(datagram, advertisement, context.loop().now())) {
      case HmacDecision.Authenticated() -> true;
      case HmacDecision.Tolerated(_) -> {
        counters.tolerated();
        yield true;
      }
      case HmacDecision.Refused(var reason) -> {
        refuse(Refusal.of(reason), datagram.source());
        yield false;
      }
    };
  }

  void refuse(Refusal refusal, InetAddress source) {
    counters.refused(refusal, source);
    warning.accept(
        "B209", refusal, "advertisement of %s refused: %s".formatted(IpText.of(source), refusal));
  }
}
