package io.baton.notify;

import io.baton.config.FifoConfig;
import io.baton.config.NotifyConfig;
import io.baton.engine.EngineEvent;
import io.baton.script.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Writes what happens to the configured named pipes. Events come on any thread and are never held
/// up; configurations come on one at a time.
public final class Fifos {

  private static final Duration LIMIT_AT_A_CHANGE = Duration.ofSeconds(1);

  private final FifoLines lines = new FifoLines();
  private final Map<FifoConfig, Fifo> open = new ConcurrentHashMap<>();
  private final Commands commands;
  private final Consumer<Path> makePipe;

  /// @param makePipe makes a named pipe; throws what the system says
  public Fifos(Commands commands, Consumer<Path> makePipe) {
    this.commands = commands;
    this.makePipe = makePipe;
  }

  /// The pipes of a configuration, the first or a new one: those that are the same go on, and get
  /// all states again if they want to.
  public void replace(List<FifoConfig> configs) {
    for (var config : List.copyOf(open.keySet())) {
      if (!configs.contains(config)) {
        var gone = open.remove(config);
        if (gone != null) {
          close(List.of(gone), LIMIT_AT_A_CHANGE);
        }
      } else if (config.statesOnReload()) {
        var kept = open.get(config);
        if (kept != null) {
          lines.states().forEach(kept::write);
        }
      }
    }
    configs.forEach(config -> open.computeIfAbsent(config, this::start));
  }

  private Fifo start(FifoConfig config) {
    var fifo = new Fifo(config, commands, makePipe);
    fifo.start();
    return fifo;
  }

  /// The events of one instance in their order.
  ///
  /// @param config of the instance or group that it is about
  public void accept(EngineEvent event, NotifyConfig config) {
    lines.of(event, config).ifPresent(line -> open.values().forEach(fifo -> fifo.write(line)));
  }

  /// How many lines nobody read.
  public long dropped() {
    return open.values().stream().mapToLong(Fifo::dropped).sum();
  }

  /// Takes the limit and two seconds at most. Not on the event loop.
  public void close(Duration limit) {
    close(open.values(), limit);
  }

  private static void close(Collection<Fifo> fifos, Duration limit) {
    var closers =
        fifos.stream().map(fifo -> Thread.ofVirtual().start(() -> fifo.close(limit))).toList();
    try {
      for (Thread closer : closers) {
        closer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
