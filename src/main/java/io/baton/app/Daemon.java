package io.baton.app;

import io.baton.api.EngineReader;
import io.baton.config.BatonConfig;
import io.baton.config.ChangePlan;
import io.baton.config.GlobalConfig;
import io.baton.config.RealtimeConfig;
import io.baton.config.Situation;
import io.baton.engine.ApplyResult;
import io.baton.engine.DrainOrder;
import io.baton.engine.EngineOptions;
import io.baton.engine.EngineStatus;
import io.baton.engine.InstanceStatus;
import io.baton.engine.LoopDelay;
import io.baton.engine.VrrpEngine;
import io.baton.linux.EngineLoop;
import io.baton.linux.LinkMonitor;
import io.baton.linux.LinuxNetwork;
import io.baton.linux.ProcessSignals;
import io.baton.linux.Realtime;
import io.baton.linux.Systemd;
import io.baton.monitor.Node;
import io.baton.monitor.NodeSnapshot;
import io.baton.script.CommandRunner;
import io.baton.script.ScriptSecurity;
import io.baton.script.ScriptUsers;
import io.baton.vrrp.Timers;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The running daemon: makes its parts, starts them in order and stops them in the opposite one.
/// `start` and `stop` are called from one thread; readers may be any.
@ApplicationScoped
class Daemon implements EngineReader, NodePort, Node {

  private static final Logger LOG = Logger.getLogger(Daemon.class);

  /// Beyond the hand-over.
  private static final Duration LONGEST_RESIGN = Duration.ofMillis(500);

  private static final Duration LONGEST_STOP =
      Duration.ofNanos(Timers.LONGEST_HAND_OVER_NANOS).plus(LONGEST_RESIGN);

  private static final Duration LONGEST_NOTIFY = Duration.ofSeconds(1);
  private static final Duration LONGEST_OUTBOX = Duration.ofMillis(400);
  private static final Duration LONGEST_READ = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final MessagingEventSink events;
  private final NotifyChannel notify;
  private final EventChannel outbox;
  private final boolean deadManAddresses;
  private final Trackers trackers = new Trackers();
  private final AtomicReference<GlobalConfig> global = new AtomicReference<>(GlobalConfig.DEFAULT);
  private Map<String, DrainOrder> drainsAtStart = Map.of();
  private volatile @Nullable Parts parts;

  Daemon(
      Vertx vertx,
      MessagingEventSink events,
      NotifyChannel notify,
      EventChannel outbox,
      @ConfigProperty(name = "baton.dead-man-addresses") boolean deadManAddresses) {
    this.vertx = vertx;
    this.deadManAddresses = deadManAddresses;
    this.events = events;
    this.notify = notify;
    this.outbox = outbox;
  }

  private record Parts(
      EngineLoop loop,
      LinuxNetwork network,
      VrrpEngine engine,
      LinkMonitor links,
      CommandRunner commands) {}

  @Override
  public void start(BatonConfig config, Path stateDir) {
    global.set(config.global());
    var commands = commands();
    notify.open(config, commands);
    var kept = outbox.open(stateDir, config);
    var loop = new EngineLoop(vertx);
    var network = new LinuxNetwork(loop);
    var engine = new VrrpEngine(loop, network, events, new EngineOptions(deadManAddresses));
    engine.resume(kept.numbers());
    var links =
        new LinkMonitor(
            link -> loop.execute(() -> engine.onLink(link)),
            name -> loop.execute(() -> engine.onLinkGone(name)));
    engine.drain(drainsAtStart);
    parts = new Parts(loop, network, engine, links, commands);
    hurry(config.global().realtime(), loop);
    // On the loop, so that no change can overtake the first look at the interfaces.
    loop.execute(() -> begin(loop, engine, config, links));
    trackers.start(config, commands, result -> loop.execute(() -> engine.onTracker(result)));
    LOG.infof("B101 running: %d instances", config.instances().size());
  }

  private static void begin(
      EngineLoop loop, VrrpEngine engine, BatonConfig config, LinkMonitor links) {
    engine.start(config, links.start());
    loop.watchDelays(engine::onLate);
  }

  /// What is refused is told, and the daemon goes on without it.
  private static void hurry(RealtimeConfig realtime, EngineLoop loop) {
    if (realtime.lockMemory()) {
      Realtime.lockMemory().ifPresent(why -> LOG.warnf("B307 %s", why));
    }
    if (realtime.priority() > 0) {
      Realtime.schedule(loop, Math.max(2, realtime.priority()))
          .ifPresent(why -> LOG.warnf("B307 %s", why));
    }
  }

  private CommandRunner commands() {
    var users = new ScriptUsers(global::get);
    var security = new ScriptSecurity(users, global::get);
    boolean realTime = global.get().realtime().priority() > 0;
    return new CommandRunner(users, security, ProcessSignals::signalGroup, realTime);
  }

  /// Lets the event loop feed the watchdog of the service manager.
  void feed(Systemd systemd) {
    var running = parts;
    if (running != null) {
      systemd.feed(running.loop());
    }
  }

  // ---- changes and orders, from one thread at a time ----

  @Override
  public Map<String, Situation> situations() {
    return ask(VrrpEngine::situations, Map.of());
  }

  @Override
  public ApplyResult apply(ChangePlan plan) {
    var running = parts;
    if (running == null) {
      return new ApplyResult("the daemon has not started", List.of());
    }
    notify.use(List.of(plan.from(), plan.to()));
    var result =
        ask(e -> e.apply(plan), new ApplyResult("the event loop did not answer", List.of()));
    var now = result.failure() == null ? plan.to() : plan.from();
    notify.use(List.of(plan.from(), now));
    global.set(now.global());
    if (result.failure() == null) {
      outbox.use(now);
      notify.replacePipes(now);
      trackers.change(
          now,
          running.commands(),
          verdict -> running.loop().execute(() -> running.engine().onTracker(verdict)));
    }
    return result;
  }

  @Override
  public void drainAtStart(Map<String, DrainOrder> orders) {
    drainsAtStart = orders;
  }

  @Override
  public void drain(Map<String, DrainOrder> orders) {
    tell(engine -> engine.drain(orders));
  }

  @Override
  public void resign(List<String> instances, String actor, String why) {
    tell(engine -> engine.orders().resign(instances, actor, why));
  }

  @Override
  public void announce(String instance) {
    tell(engine -> engine.orders().announce(instance));
  }

  @Override
  public List<String> together(String instance) {
    return ask(engine -> engine.orders().together(instance), List.of());
  }

  @Override
  public Optional<String> whyNotGiveUp(List<String> instances) {
    return ask(engine -> engine.orders().whyNotGiveUp(instances), Optional.empty());
  }

  @Override
  public List<String> names() {
    return instances().stream().map(InstanceStatus::name).toList();
  }

  private void tell(Consumer<VrrpEngine> order) {
    boolean _ =
        ask(
            engine -> {
              order.accept(engine);
              return true;
            },
            false);
  }

  /// A question that the loop has not taken up in time is withdrawn, so that it is never carried
  /// out after its answer was given up.
  private <T> T ask(Function<VrrpEngine, T> question, T otherwise) {
    var running = parts;
    if (running == null) {
      return otherwise;
    }
    var taken = new AtomicBoolean();
    var answer = new CompletableFuture<T>();
    running
        .loop()
        .execute(
            () -> {
              if (taken.compareAndSet(false, true)) {
                complete(answer, () -> question.apply(running.engine()));
              }
            });
    try {
      return answer.get(LONGEST_READ.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return taken.compareAndSet(false, true) ? otherwise : answer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return taken.compareAndSet(false, true) ? otherwise : answer.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static <T> void complete(CompletableFuture<T> answer, Supplier<T> question) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /// Resigns, takes the addresses away, lets the notify scripts of that finish, and closes.
  void stop() {
    var running = parts;
    if (running == null) {
      return;
    }
    trackers.stop();
    running.links().close();
    try {
      var left = new CompletableFuture<Void>();
      onLoop(running, () -> running.engine().stop(() -> left.complete(null)), LONGEST_RESIGN);
      await(left, LONGEST_STOP);
    } catch (TimeoutException e) {
      LOG.error("B104 the event loop did not answer in time, addresses may be left");
    }
    notify.close(LONGEST_NOTIFY);
    outbox.close(LONGEST_OUTBOX);
    trackers.close();
    running.network().close();
    running.loop().close();
    LOG.info("B103 stopped");
  }

  @Override
  public List<InstanceStatus> instances() {
    var running = parts;
    if (running == null) {
      return List.of();
    }
    var answer = new ArrayList<InstanceStatus>();
    try {
      onLoop(running, () -> answer.addAll(running.engine().status()), LONGEST_READ);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the event loop did not answer within " + LONGEST_READ, e);
    }
    return answer;
  }

  @Override
  public LoopDelay loopDelay() {
    var running = parts;
    return running == null ? LoopDelay.NONE : running.loop().delay();
  }

  @Override
  public boolean runs() {
    return parts != null;
  }

  @Override
  public Optional<NodeSnapshot> snapshot() {
    var running = parts;
    if (running == null) {
      return Optional.empty();
    }
    try {
      return ask(engine -> Optional.of(engine.snapshot()), Optional.<EngineStatus>empty())
          .map(status -> snapshot(running, status));
    } catch (RejectedExecutionException e) {
      // The loop has ended: the daemon stops.
      return Optional.empty();
    }
  }

  private NodeSnapshot snapshot(Parts running, EngineStatus status) {
    return new NodeSnapshot(
        status,
        running.loop().delay(),
        running.loop().waiting(),
        trackers.tries(),
        running.network().refusals(),
        running.network().malformed(),
        events.lost());
  }

  private static void onLoop(Parts running, Runnable task, Duration limit) throws TimeoutException {
    var done = new CompletableFuture<Void>();
    running.loop().execute(() -> complete(done, task));
    await(done, limit);
  }

  private static void await(CompletableFuture<Void> done, Duration limit) throws TimeoutException {
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void complete(CompletableFuture<Void> done, Runnable task) {
    try {
      task.run();
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }
}
