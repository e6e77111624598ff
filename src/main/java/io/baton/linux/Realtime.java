package io.baton.linux;

import io.baton.engine.PortException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Keeps the event loop running on a loaded machine. What is refused is no failure of the daemon,
/// which goes on with ordinary scheduling, but somebody should hear of it.
public final class Realtime {

  // linux/sched.h and asm-generic/mman.h.
  private static final int SCHED_RR = 2;
  private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
  private static final int MCL_CURRENT = 1;
  private static final int MCL_FUTURE = 2;
  private static final int MCL_ONFAULT = 4;

  /// Of all other threads. The virtual machine stops all of them together now and then, and one
  /// that gets no processor would keep the event loop waiting.
  private static final int LEAST_PRIORITY = 1;

  private static final int HIGHEST_PRIORITY = 99;
  private static final long LONGEST_WAIT_SECONDS = 2;
  private static final Path THREADS = Path.of("/proc/self/task");

  private Realtime() {}

  /// Gives the event loop's thread real-time scheduling, and all other threads of the process the
  /// lowest real-time priority. New threads inherit from who starts them, but never the event
  /// loop's priority: to be called again from time to time if the loop starts threads. Programs
  /// inherit as well; `script` takes it from them. Not from the event loop.
  ///
  /// @param priority of the event loop, 2 to 99
  /// @return why it was refused, in one line; empty when it was done
  public static Optional<String> schedule(EngineLoop loop, int priority) {
    if (priority <= LEAST_PRIORITY || priority > HIGHEST_PRIORITY) {
      throw new IllegalArgumentException("a real-time priority is 2 to 99, not " + priority);
    }
    try {
      int loopThread = onLoop(loop, priority);
      for (int thread : threads()) {
        if (thread != loopThread) {
          set(thread, SCHED_RR, LEAST_PRIORITY);
        }
      }
      return Optional.empty();
    } catch (PortException e) {
      return Optional.of(e.getMessage() + "; needs CAP_SYS_NICE or LimitRTPRIO=");
    }
  }

  private static int onLoop(EngineLoop loop, int priority) {
    var thread = new CompletableFuture<Integer>();
    loop.execute(
        () -> {
          try {
            set(0, SCHED_RR | SCHED_RESET_ON_FORK, priority);
            thread.complete(LibC.gettid());
          } catch (LinuxException e) {
            thread.completeExceptionally(e);
          }
        });
    try {
      return thread.orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LinuxException cause
          ? cause
          : new PortException("set real-time scheduling: the event loop does not answer");
    }
  }

  /// A thread may have ended meanwhile.
  private static void set(int thread, int policy, int priority) {
    if (LibC.sched_setscheduler(thread, policy, KernelSocket.words(priority)) < 0) {
      int errno = LibC.errno();
      if (errno != Errno.ESRCH) {
        throw new LinuxException("set real-time scheduling of", "thread " + thread, errno);
      }
    }
  }

  private static List<Integer> threads() {
    var threads = new ArrayList<Integer>();
    try (var entries = Files.newDirectoryStream(THREADS)) {
      entries.forEach(entry -> threads.add(Integer.parseInt(entry.getFileName().toString())));
    } catch (IOException | DirectoryIteratorException e) {
      throw new PortException("read %s: %s".formatted(THREADS, e));
    }
    return threads;
  }

  /// Keeps the memory of this process from being swapped out. Memory is locked as it is touched, so
  /// that what is reserved but not used costs nothing.
  ///
  /// @return why it was refused, in one line; empty when it was done
  public static Optional<String> lockMemory() {
    if (LibC.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0) {
      return Optional.empty();
    }
    var failure = new LinuxException("lock the memory of", "this process", LibC.errno());
    return Optional.of(failure.getMessage() + "; needs CAP_IPC_LOCK and LimitMEMLOCK=infinity");
  }
}
