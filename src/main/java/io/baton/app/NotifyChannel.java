package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.NotifyConfig;
import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.Observation;
import io.baton.engine.StateEvent;
import io.baton.engine.TransitionEvent;
import io.baton.notify.NotifyScripts;
import io.baton.script.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hands the transitions of the messaging channel to the notify scripts.
@ApplicationScoped
class NotifyChannel {

  private static final Logger LOG = Logger.getLogger(NotifyChannel.class);

  private volatile @Nullable NotifyScripts scripts;

  private volatile Map<String, NotifyConfig> instances = Map.of();
  private volatile Map<String, NotifyConfig> groups = Map.of();
  private volatile @Nullable Commands runner;

  void open(BatonConfig config, Commands commands) {
    use(List.of(config));
    runner = commands;
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

  /// The scripts of these configurations count, of a later one first: while one is exchanged for
  /// another, what is going away tells of its end, and what comes of its beginning.
  void use(List<BatonConfig> configs) {
    var ofInstances = new HashMap<String, NotifyConfig>();
    var ofGroups = new HashMap<String, NotifyConfig>();
    for (var config : configs) {
      config.instances().forEach(i -> ofInstances.put(i.name(), i.notifyScripts()));
      config.syncGroups().forEach(g -> ofGroups.put(g.name(), g.notifyScripts()));
    }
    instances = ofInstances;
    groups = ofGroups;
  }

  /// `notify_deleted`: nothing is left that could wait for it.
  private void tellDeleted(Observation.InstanceDeleted event) {
    var commands = runner;
    var deleted = event.scripts().deleted();
    if (commands == null || deleted == null) {
      return;
    }
    Thread.ofVirtual()
        .name("deleted-" + event.name())
        .start(
            () -> {
              try {
                var result = commands.run(deleted, Map.of(), NotifyScripts.DEFAULT_TIME_LIMIT);
                LOG.infof("%s: notify_deleted: %s", event.name(), result);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                LOG.errorf(e, "%s: notify_deleted", event.name());
              }
            });
  }

  @Incoming(MessagingEventSink.CHANNEL)
  void onEvent(EngineEvent event) {
    var open = scripts;
    if (open != null && event instanceof StateEvent state) {
      open.accept(state);
    }
    if (event instanceof Observation.InstanceDeleted deleted) {
      tellDeleted(deleted);
    }
  }

  void close(Duration limit) {
    var open = scripts;
    if (open != null) {
      open.close(limit);
    }
  }
}
