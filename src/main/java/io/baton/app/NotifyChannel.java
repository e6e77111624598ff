package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.InstanceConfig;
import io.baton.engine.TransitionEvent;
import io.baton.notify.NotifyScripts;
import io.baton.script.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/// Hands the transitions of the messaging channel to the notify scripts.
@ApplicationScoped
class NotifyChannel {

  private volatile @Nullable NotifyScripts scripts;

  void open(BatonConfig config, Commands commands) {
    var byName =
        config.instances().stream()
            .collect(Collectors.toMap(InstanceConfig::name, Function.identity()));
    scripts =
        new NotifyScripts(
            name -> Optional.ofNullable(byName.get(name)).map(InstanceConfig::notifyScripts),
            commands,
            NotifyScripts.DEFAULT_TIME_LIMIT);
  }

  @Incoming(MessagingEventSink.CHANNEL)
  void onTransition(TransitionEvent event) {
    var open = scripts;
    if (open != null) {
      open.accept(event);
    }
  }

  void close(Duration limit) {
    var open = scripts;
    if (open != null) {
      open.close(limit);
    }
  }
}
