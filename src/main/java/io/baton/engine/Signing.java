package io.baton.engine;

import io.baton.config.HmacConfig;
import io.baton.config.InstanceConfig;
import io.baton.vrrp.Advertisement;
import io.baton.wire.Datagram;
import io.baton.wire.HmacDecision;
import io.baton.wire.HmacKey;
import io.baton.wire.HmacPolicy;
import io.baton.wire.HmacStamp;
import io.baton.wire.HmacTrailer;
import io.baton.wire.ReplayWindow;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Signs what an instance sends and checks what it hears (`auth_hmac`). Event loop only.
final class Signing {

  private static final Duration LEAST_WINDOW = Duration.ofSeconds(5);

  private final List<HmacKey> keys;
  private final HmacKey active;
  private final HmacPolicy policy;
  private final Duration window;
  private long lastStamp;

  private Signing(HmacConfig config, Duration advertInterval) {
    keys = config.keys().stream().map(k -> HmacKey.ofHex(k.id(), k.secret().value())).toList();
    active =
        keys.stream()
            .filter(key -> key.id() == config.activeKey())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no key " + config.activeKey()));
    window = config.window().isZero() ? usual(advertInterval) : config.window();
    policy =
        new HmacPolicy(
            switch (config.mode()) {
              case ENFORCE -> HmacPolicy.Mode.ENFORCE;
              case PERMISSIVE -> HmacPolicy.Mode.PERMISSIVE;
              case RECEIVE_ONLY -> HmacPolicy.Mode.RECEIVE_ONLY;
            },
            switch (config.antiReplay()) {
              case TIME -> ReplayWindow.time(window);
              case MONOTONIC -> ReplayWindow.monotonic();
            });
  }

  private static Duration usual(Duration advertInterval) {
    var three = advertInterval.multipliedBy(3);
    return three.compareTo(LEAST_WINDOW) > 0 ? three : LEAST_WINDOW;
  }

  static Optional<Signing> of(InstanceConfig config) {
    return Optional.ofNullable(config.hmac()).map(h -> new Signing(h, config.advertInterval()));
  }

  /// The message with its trailer, or as it is while we only receive.
  byte[] sign(byte[] message, InetAddress source, InetAddress destination, Instant now) {
    if (!policy.mode().signs()) {
      return message;
    }
    lastStamp = HmacStamp.next(lastStamp, now, window);
    return HmacTrailer.sign(message, source, destination, active, lastStamp);
  }

  HmacDecision decide(Datagram datagram, Advertisement advertisement, Instant now) {
    var verification = HmacTrailer.verify(datagram, advertisement, keys);
    return policy.decide(verification, datagram.source(), now);
  }
}
