package io.baton.track;

import java.util.concurrent.TimeUnit;

/// Time that only goes forward, and waiting in it: the host's, or a fake one in tests.
interface MonotonicClock {

  MonotonicClock OF_THE_HOST =
      new MonotonicClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        }
      };

  /// Nanoseconds from an arbitrary origin.
  long nanoTime();

  /// Returns at once when the moment has passed.
  void sleepUntil(long nanos) throws InterruptedException;
}
