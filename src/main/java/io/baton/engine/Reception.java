package io.baton.engine;

import io.baton.vrrp.IpText;
import io.baton.vrrp.Vrid;
import io.baton.wire.AdvertisementCodec;
import io.baton.wire.Datagram;
import io.baton.wire.DecodeResult;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Brings what channels hear to the instances it is for, and counts what belongs to none. Event
/// loop only.
final class Reception {

  private static final Logger LOG = Logger.getLogger(Reception.class);
  private static final long LOG_PERIOD_NANOS = 10_000_000_000L;

  private final Loop loop;
  private final Map<Heard, List<InstanceRunner>> heardBy = new HashMap<>();
  private final Map<ChannelTable.Key, AdvertCounters> counters = new HashMap<>();
  private final RateLimit logLimit = new RateLimit(LOG_PERIOD_NANOS);

  /// Where advertisements of a virtual router are heard.
  private record Heard(ChannelTable.Key channel, Vrid vrid) {}

  Reception(Loop loop) {
    this.loop = loop;
  }

  void add(InstanceRunner runner) {
    for (var key : runner.instance().channelKeys()) {
      var heard = new Heard(key, runner.instance().vrid());
      heardBy.computeIfAbsent(heard, _ -> new ArrayList<>()).add(runner);
    }
  }

  void remove(InstanceRunner runner) {
    heardBy.values().forEach(list -> list.remove(runner));
    heardBy.values().removeIf(List::isEmpty);
  }

  void onDatagram(ChannelTable.Key key, Datagram datagram) {
    switch (AdvertisementCodec.decode(datagram)) {
      case DecodeResult.Rejected(var reason, var detail) ->
          refuse(key, datagram.source(), Refusal.of(reason), detail);
      case DecodeResult.Decoded(var advertisement, _) -> {
        for (var runner : heardBy.getOrDefault(new Heard(key, advertisement.vrid()), List.of())) {
          runner.onAdvertisement(datagram, advertisement);
        }
      }
    }
  }

  private void refuse(ChannelTable.Key key, InetAddress source, Refusal refusal, String detail) {
    counters.computeIfAbsent(key, _ -> new AdvertCounters()).refused(refusal, source);
    var logKey = key + " " + refusal;
    logLimit
        .tryPass(logKey, loop.nanoTime())
        .ifPresent(
            leftOut ->
                LOG.warnf(
                    "B211 %s: packet of %s refused: %s, %s (%d more since the last such line)",
                    key.interfaceName(), IpText.of(source), refusal, detail, leftOut));
  }

  /// What was heard there and belongs to no instance, for every reason.
  Map<Refusal, Long> refused(ChannelTable.Key key) {
    var all = new EnumMap<Refusal, Long>(Refusal.class);
    for (var reason : DecodeResult.Reason.values()) {
      all.put(Refusal.of(reason), 0L);
    }
    var counted = counters.get(key);
    if (counted != null) {
      all.putAll(counted.refused());
    }
    return all;
  }
}
