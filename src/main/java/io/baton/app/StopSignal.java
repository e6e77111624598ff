package io.baton.app;

import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;
import sun.misc.Signal;

/// SIGTERM and SIGINT end the daemon in order instead of ending the virtual machine at once.
final class StopSignal {

  private static final Logger LOG = Logger.getLogger(StopSignal.class);

  private final CountDownLatch received = new CountDownLatch(1);

  /// @param reload what SIGHUP asks for; runs on the signal's own thread
  StopSignal(Runnable reload) {
    Signal.handle(new Signal("TERM"), this::stop);
    Signal.handle(new Signal("INT"), this::stop);
    Signal.handle(new Signal("HUP"), _ -> reload.run());
  }

  private void stop(Signal signal) {
    LOG.infof("B102 SIG%s: stopping", signal.getName());
    received.countDown();
  }

  void await() throws InterruptedException {
    received.await();
  }
}
