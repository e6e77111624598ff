package io.baton.linux;

import io.baton.engine.Loop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A loop that notes how much of a processor each of its tasks took, which does not depend on what
/// else the machine is doing.
final class MeasuredLoop implements Loop {

  private final Loop loop;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<Long> cpuNanos = new ArrayList<>();

  MeasuredLoop(Loop loop) {
    this.loop = loop;
  }

  private void run(Runnable task) {
    long before = threads.getCurrentThreadCpuTime();
    task.run();
    cpuNanos.add(threads.getCurrentThreadCpuTime() - before);
  }

  /// What tasks took since the last call, in ascending order. Event loop only.
  List<Long> take() {
    var sorted = cpuNanos.stream().sorted().toList();
    cpuNanos.clear();
    return sorted;
  }

  @Override
  public long nanoTime() {
    return loop.nanoTime();
  }

  @Override
  public Instant now() {
    return loop.now();
  }

  @Override
  public Timer at(long deadlineNanos, Runnable task) {
    return loop.at(deadlineNanos, () -> run(task));
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(() -> run(task));
  }
}
