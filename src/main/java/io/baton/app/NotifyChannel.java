package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.InstanceConfig;
import io.baton.config.NotifyConfig;
import io.baton.config.SyncGroupConfig;
import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.StateEvent;
import io.baton.engine.TransitionEvent;
import io.baton.notify.NotifyScripts;
import io.baton.script.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/// Hands the transitions of the messaging channel to the notify scripts.
@ApplicationScoped
class NotifyChannel {

  private volatile @Nullable NotifyScripts scripts;

  void open(BatonConfig config, Commands commands) {
    Map<String, NotifyConfig> instances =
        config.instances().stream()
            .collect(Collectors.toMap(InstanceConfig::name, InstanceConfig::notifyScripts));
    Map<String, NotifyConfig> groups =
        config.syncGroups().stream()
            .collect(Collectors.toMap(SyncGroupConfig::name, SyncGroupConfig::notifyScripts));
    scripts =
        new NotifyScripts(
            event ->
                switch (event) {
                  case TransitionEvent _ -> Optional.ofNullable(instances.get(event.name()));
                  case GroupEvent _ -> Optional.ofNullable(groups.get(event.name()));
                },
            commands,
            NotifyScripts.DEFAULT_TIME_LIMIT);
  }

  @Incoming(MessagingEventSink.CHANNEL)
  void onEvent(EngineEvent event) {
    var open = scripts;
    if (open != null && event instanceof StateEvent state) {
      open.accept(state);
    }
  }

  void close(Duration limit) {
    var open = scripts;
    if (open != null) {
      open.close(limit);
    }
  }
}
