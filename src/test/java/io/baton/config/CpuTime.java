package io.baton.config;

import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Bounds work by what its thread uses of a processor, so that a busy machine fails no test.
public final class CpuTime {

  private CpuTime() {}

  /// Fails when the work has used more, also while it still goes on.
  public static void assertAtMost(Duration limit, Runnable work) {
    var task = new FutureTask<Void>(work, null);
    Thread thread = Thread.ofPlatform().daemon().start(task);
    var threads = ManagementFactory.getThreadMXBean();
    while (!task.isDone()) {
      try {
        task.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (threads.getThreadCpuTime(thread.threadId()) > limit.toNanos()) {
          fail("more than %s of a processor's time", limit);
        }
      } catch (ExecutionException | InterruptedException e) {
        fail("the work failed", e);
      }
    }
  }
}
