package io.baton.app;

import io.baton.api.OperatorActions;
import io.baton.config.ConfigStore;
import io.baton.engine.DrainOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries out the orders of operators, and keeps who is drained in `drains.properties` of the
/// state folder.
@ApplicationScoped
class Operators implements OperatorActions {

  private static final Logger LOG = Logger.getLogger(Operators.class);
  private static final Outcome NOT_RUNNING = new Outcome.Refused("the daemon has not started");

  private final NodePort daemon;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, DrainOrder> drains = new TreeMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("drains").factory());
  private @Nullable Path file;

  Operators(NodePort daemon) {
    this.daemon = daemon;
  }

  /// Drains again who was drained before the restart. Before the engine starts.
  void start(Path stateDir) {
    file = stateDir.resolve("drains.properties");
    load(file);
    daemon.drainAtStart(Map.copyOf(drains));
    var _ = clock.scheduleWithFixedDelay(this::expire, 1, 1, TimeUnit.SECONDS);
  }

  private void load(Path from) {
    try {
      if (!Files.exists(from)) {
        return;
      }
      var found = new TreeMap<String, DrainOrder>();
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(from)));
      for (var name : properties.stringPropertyNames()) {
        var parts = properties.getProperty(name).split("\\|", 4);
        var until = parts[1].isEmpty() ? null : Instant.parse(parts[1]);
        found.put(name, new DrainOrder(parts[2], parts[3], Instant.parse(parts[0]), until));
      }
      drains.putAll(found);
    } catch (IOException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
      LOG.errorf("B132 %s cannot be read, nobody is drained: %s", from, e);
    }
  }

  private static void save(Path to, Map<String, DrainOrder> all) throws IOException {
    var properties = new Properties();
    all.forEach(
        (name, order) ->
            properties.setProperty(
                name,
                order.since()
                    + "|"
                    + (order.until() == null ? "" : order.until())
                    + "|"
                    + order.actor()
                    + "|"
                    + order.why()));
    var text = new StringWriter();
    properties.store(text, null);
    ConfigStore.replace(to, text.toString());
  }

  @Override
  public Outcome resign(String instance, Order order) {
    if (file == null) {
      return NOT_RUNNING;
    }
    var names = daemon.together(instance);
    if (names.isEmpty()) {
      return new Outcome.Unknown(instance);
    }
    var objection = order.force() ? Optional.<String>empty() : daemon.whyNotGiveUp(names);
    if (objection.isPresent()) {
      return new Outcome.Refused(objection.get());
    }
    daemon.resign(names, order.actor(), order.reason());
    LOG.infof("B130 %s had %s resign: %s", order.actor(), names, order.reason());
    return new Outcome.Done(names, "gave up the role; not taken back while a successor is heard");
  }

  @Override
  public Outcome drain(Optional<String> instance, Order order, Optional<Duration> expiresAfter) {
    lock.lock();
    try {
      var to = file;
      if (to == null) {
        return NOT_RUNNING;
      }
      var names = names(instance);
      if (instance.isPresent() && names.isEmpty()) {
        return new Outcome.Unknown(instance.get());
      }
      var objection = order.force() ? Optional.<String>empty() : daemon.whyNotGiveUp(names);
      if (objection.isPresent()) {
        return new Outcome.Refused(objection.get());
      }
      var now = Instant.now();
      var entry =
          new DrainOrder(
              line(order.actor()).replace('|', ' '),
              line(order.reason()),
              now,
              expiresAfter.map(now::plus).orElse(null));
      var next = new TreeMap<>(drains);
      if (instance.isEmpty()) {
        next.clear();
        next.put(DrainOrder.EVERYBODY, entry);
      } else {
        names.forEach(name -> next.put(name, entry));
      }
      return use(to, next, names, "drained " + entry);
    } finally {
      lock.unlock();
    }
  }

  /// As it is kept and logged.
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public Outcome undrain(Optional<String> instance, Order order) {
    lock.lock();
    try {
      var to = file;
      if (to == null) {
        return NOT_RUNNING;
      }
      var names = instance.isEmpty() ? drained() : names(instance);
      if (instance.isPresent() && names.isEmpty()) {
        return new Outcome.Unknown(instance.get());
      }
      var next = new TreeMap<String, DrainOrder>();
      if (instance.isPresent()) {
        next.putAll(oneByOne());
      }
      next.keySet().removeAll(names);
      return use(to, next, names, "undrained by " + order.actor());
    } finally {
      lock.unlock();
    }
  }

  /// Instances are called otherwise from now on: a drain goes with them.
  ///
  /// @param names new ones by old ones
  void renamed(Map<String, String> names) {
    lock.lock();
    try {
      var next = new TreeMap<String, DrainOrder>();
      drains.forEach((name, order) -> next.put(names.getOrDefault(name, name), order));
      var to = file;
      if (to != null && !next.equals(drains)) {
        var outcome = use(to, next, List.copyOf(next.keySet()), "drained under another name");
        if (outcome instanceof Outcome.Refused(var why)) {
          LOG.errorf("B133 drains of renamed instances: %s", why);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// The drains without one of the whole node: each instance that is there has its own instead.
  private Map<String, DrainOrder> oneByOne() {
    var each = new TreeMap<>(drains);
    var all = each.remove(DrainOrder.EVERYBODY);
    if (all != null) {
      daemon.names().forEach(name -> each.putIfAbsent(name, all));
    }
    return each;
  }

  private List<String> drained() {
    return List.copyOf(oneByOne().keySet());
  }

  /// On the disk first: what was acknowledged survives a restart.
  private Outcome use(Path to, Map<String, DrainOrder> next, List<String> names, String text) {
    try {
      save(to, next);
    } catch (IOException e) {
      return new Outcome.Refused("it cannot be kept: " + e);
    }
    drains.clear();
    drains.putAll(next);
    daemon.drain(Map.copyOf(drains));
    LOG.infof("B131 %s: %s", names, text);
    return new Outcome.Done(names, text);
  }

  private List<String> names(Optional<String> instance) {
    return instance.map(daemon::together).orElseGet(daemon::names);
  }

  private void expire() {
    lock.lock();
    try {
      var now = Instant.now();
      var next = new TreeMap<>(drains);
      next.values().removeIf(order -> order.until() != null && !order.until().isAfter(now));
      var to = file;
      if (to != null && next.size() < drains.size()) {
        var ended = new ArrayList<>(drains.keySet());
        ended.removeAll(next.keySet());
        var _ = use(to, next, ended, "the drain has expired");
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "B134 ending drains");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome announce(String instance, Order order) {
    if (file == null) {
      return NOT_RUNNING;
    }
    if (daemon.together(instance).isEmpty()) {
      return new Outcome.Unknown(instance);
    }
    daemon.announce(instance);
    return new Outcome.Done(List.of(instance), "announced its addresses if it is active");
  }

  @Override
  public List<Drain> drains() {
    lock.lock();
    try {
      var all = new ArrayList<Drain>();
      oneByOne()
          .forEach(
              (name, o) ->
                  all.add(
                      new Drain(
                          name, o.actor(), o.why(), o.since(), Optional.ofNullable(o.until()))));
      return all;
    } finally {
      lock.unlock();
    }
  }
}
