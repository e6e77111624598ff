package io.baton.linux;

import io.baton.engine.Loop;
import io.baton.engine.LoopDelay;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.spi.VertxThreadFactory;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// The engine's event loop: an epoll loop of its own, which no HTTP traffic can delay, and a Vert.x
/// context on it, so that results of asynchronous work come back to it.
public final class EngineLoop implements Loop, AutoCloseable {

  private static final long LONGEST_CLOSE_SECONDS = 2;

  /// After this long in one task Vert.x warns with a stack trace.
  private static final long WARN_AFTER_MILLIS = 100;

  private final EpollEventLoopGroup group = new EpollEventLoopGroup(1, threads());
  private final EventLoop eventLoop = group.next();
  private final ContextInternal context;
  private final DelayRecorder delays = new DelayRecorder();
  private final DelayRecorder waits = new DelayRecorder();
  private LongConsumer watcher = _ -> {};

  /// Starts the loop. Takes 0.2 s, since it also loads what later calls would otherwise wait for.
  public EngineLoop(Vertx vertx) {
    LibC.warmUp();
    var internal = (VertxInternal) vertx;
    context =
        internal.createEventLoopContext(
            eventLoop, internal.getWorkerPool(), Thread.currentThread().getContextClassLoader());
  }

  private static ThreadFactory threads() {
    return task ->
        VertxThreadFactory.INSTANCE.newVertxThread(
            task, "baton-engine", false, WARN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// For asynchronous work whose results belong on the loop.
  public Context context() {
    return context;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Timer at(long deadlineNanos, Runnable task) {
    long now = System.nanoTime();
    long delay = Math.max(0, deadlineNanos - now);
    long due = now + delay;
    var future = eventLoop.schedule(() -> runTimer(due, task), delay, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private void runTimer(long dueNanos, Runnable task) {
    long late = System.nanoTime() - dueNanos;
    delays.record(late);
    watcher.accept(late);
    dispatch(task);
  }

  /// Tells from now on how late each timer ran, in nanoseconds, before its task. Event loop only.
  public void watchDelays(LongConsumer lateNanos) {
    watcher = lateNanos;
  }

  /// How late timers ran so far; those that were set for the past count from when they were set.
  /// From any thread.
  public LoopDelay delay() {
    return delays.snapshot();
  }

  /// How long what other threads handed over waited so far. From any thread.
  public LoopDelay waiting() {
    return waits.snapshot();
  }

  @Override
  public void execute(Runnable task) {
    long since = System.nanoTime();
    eventLoop.execute(
        () -> {
          waits.record(System.nanoTime() - since);
          dispatch(task);
        });
  }

  /// Runs a task now, on the context. Event loop only.
  void dispatch(Runnable task) {
    context.dispatch(task);
  }

  /// Lets the loop read a channel. Event loop only.
  void register(Channel channel) {
    // On the loop itself this is done when the call returns; a failure closes the channel.
    var registered = eventLoop.register(channel);
    if (registered.cause() != null) {
      throw new IllegalStateException("the event loop refused a channel", registered.cause());
    }
  }

  /// Ends the loop after what it is doing, within 2 seconds. Not from the loop itself.
  @Override
  public void close() {
    var _ =
        group
            .shutdownGracefully(0, LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)
            .awaitUninterruptibly(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
