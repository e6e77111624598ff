package io.baton.engine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Work on a large set in slices, with the event loop free in between: the first at once, the
/// others in order, each in a turn of its own. New work takes the place of what is left of the old,
/// so that nothing is installed after it was to be removed. Event loop only.
final class Slices {

  /// An address takes about 12 microseconds, and more than twice that on a busy machine, so that a
  /// slice stays below two milliseconds.
  static final int MOST_IN_ONE = 50;

  private final Loop loop;
  private final Consumer<PortException> late;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean scheduled;

  /// @param late takes what goes wrong after the first slice
  Slices(Loop loop, Consumer<PortException> late) {
    this.loop = loop;
    this.late = late;
  }

  /// One task for each slice of a set.
  static <T> Stream<Runnable> of(List<T> all, Consumer<List<T>> task) {
    int slices = (all.size() + MOST_IN_ONE - 1) / MOST_IN_ONE;
    return IntStream.range(0, slices)
        .mapToObj(i -> all.subList(i * MOST_IN_ONE, Math.min(all.size(), (i + 1) * MOST_IN_ONE)))
        .map(slice -> () -> task.accept(slice));
  }

  /// Begins new work.
  ///
  /// @throws PortException of the first slice
  void begin(Collection<Runnable> tasks) {
    waiting.clear();
    waiting.addAll(tasks);
    try {
      var first = waiting.poll();
      if (first != null) {
        first.run();
      }
    } finally {
      schedule();
    }
  }

  /// Does one thing more after all that is left.
  void then(Runnable task) {
    waiting.add(task);
    schedule();
  }

  boolean isBusy() {
    return !waiting.isEmpty();
  }

  /// Does all that is left, without a pause.
  void finish() {
    while (isBusy()) {
      runNext();
    }
  }

  private void schedule() {
    if (!scheduled && isBusy()) {
      scheduled = true;
      loop.at(loop.nanoTime(), this::turn);
    }
  }

  private void turn() {
    scheduled = false;
    runNext();
    schedule();
  }

  private void runNext() {
    var next = waiting.poll();
    if (next == null) {
      return;
    }
    try {
      next.run();
    } catch (PortException e) {
      late.accept(e);
    }
  }
}
