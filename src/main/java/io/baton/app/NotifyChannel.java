package io.baton.app;

import io.baton.config.BatonConfig;
import io.baton.config.NotifyConfig;
import io.baton.engine.EngineEvent;
import io.baton.engine.GroupEvent;
import io.baton.engine.NodeEvent;
import io.baton.engine.Observation;
import io.baton.engine.TransitionEvent;
import io.baton.linux.NamedPipes;
import io.baton.notify.Fifos;
import io.baton.notify.NotifyScripts;
import io.baton.script.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/// Hands the transitions of the messaging channel to the notify scripts and pipes.
@ApplicationScoped
class NotifyChannel {

  private final AtomicLong taken = new AtomicLong();
  private volatile @Nullable NotifyScripts scripts;
  private volatile @Nullable Fifos fifos;

  private volatile Map<String, NotifyConfig> instances = Map.of();
  private volatile Map<String, NotifyConfig> groups = Map.of();

  void open(BatonConfig config, Commands commands) {
    use(List.of(config));
    fifos = new Fifos(commands, path -> NamedPipes.make(path.toString()));
    replacePipes(config);
    scripts =
        new NotifyScripts(
            event -> Optional.ofNullable(config(event)),
            commands,
            NotifyScripts.DEFAULT_TIME_LIMIT);
  }

  /// The named pipes of this configuration count. One thread at a time, not the event loop.
  void replacePipes(BatonConfig config) {
    var pipes = fifos;
    if (pipes != null) {
      pipes.replace(config.global().fifos());
    }
  }

  private @Nullable NotifyConfig config(EngineEvent event) {
    return switch (event) {
      case GroupEvent group -> groups.get(group.name());
      case Observation.InstanceDeleted deleted -> deleted.scripts();
      case TransitionEvent _, Observation _ -> instances.get(event.name());
      case NodeEvent _ -> null;
    };
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

  @Incoming(MessagingEventSink.CHANNEL)
  void onEvent(EngineEvent event) {
    try {
      tell(event);
    } finally {
      taken.incrementAndGet();
    }
  }

  /// How many events came out of the channel.
  long taken() {
    return taken.get();
  }

  private void tell(EngineEvent event) {
    var open = scripts;
    if (open != null) {
      open.accept(event);
    }
    var pipes = fifos;
    if (pipes != null) {
      var config = config(event);
      pipes.accept(event, config == null ? NotifyConfig.NONE : config);
    }
  }

  void close(Duration limit) {
    var open = scripts;
    if (open != null) {
      open.close(limit);
    }
    var pipes = fifos;
    if (pipes != null) {
      pipes.close(limit.dividedBy(2));
    }
  }
}
