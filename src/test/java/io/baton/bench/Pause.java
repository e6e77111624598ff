package io.baton.bench;

import java.util.concurrent.locks.LockSupport;

/// Time in which something is measured.
final class Pause {

  private Pause() {}

  static void seconds(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
