package io.baton.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears from the kernel's proc connector which processes begin, change and end, on a thread of its
/// own. The kernel offers it only to a process with CAP_NET_ADMIN in the host's own PID and network
/// namespaces; within a container it says nothing at all.
public final class ProcessEvents implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ProcessEvents.class);

  private static final String TARGET = "the proc connector";
  private static final int NETLINK_CONNECTOR = 11;

  /// linux/connector.h: CN_IDX_PROC, as a mask of groups.
  private static final int GROUP = 1;

  private static final int SO_RCVTIMEO = 20;
  private static final int QUEUE_OCTETS = 1 << 20;
  private static final int RECEIVE_BUFFER_OCTETS = 8192;

  /// How long one receive call waits. An end is noticed after that at the latest.
  private static final long WAIT_MICROS = 200_000;

  private static final Duration LONGEST_ANSWER = Duration.ofMillis(600);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final byte[] KERNEL = SocketAddresses.netlink(0);

  private final IntConsumer onChanged;
  private final IntConsumer onEnded;
  private final Runnable onLost;
  private final byte[] received = new byte[RECEIVE_BUFFER_OCTETS];
  private final int number = (int) System.nanoTime();
  private @Nullable KernelSocket socket;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /// @param onChanged takes a process that began, runs another program, or has another name
  /// @param onEnded takes a process that ended
  /// @param onLost is called when events were lost; all three on the thread of the events, and none
  ///   may block
  public ProcessEvents(IntConsumer onChanged, IntConsumer onEnded, Runnable onLost) {
    this.onChanged = onChanged;
    this.onEnded = onEnded;
    this.onLost = onLost;
  }

  /// Asks the kernel for events; every event after the return is told. To be called once. Takes 0.6
  /// s where the kernel does not answer.
  ///
  /// @return whether events come; if not, the log says why
  public boolean start() {
    var refusal = subscribe();
    refusal.ifPresent(
        why -> LOG.warnf("B301 no process events, looking at all processes instead: %s", why));
    if (refusal.isEmpty()) {
      thread = Thread.ofPlatform().daemon().name("baton-process-events").start(this::run);
    }
    return refusal.isEmpty();
  }

  /// Why there will be no events.
  private Optional<String> subscribe() {
    KernelSocket opened = null;
    try {
      opened = KernelSocket.openBlocking(KernelSocket.AF_NETLINK, NETLINK_CONNECTOR, TARGET);
      setUp(opened);
      if (isAnswered(opened)) {
        socket = opened;
        return Optional.empty();
      }
      opened.close();
      return Optional.of("the kernel does not answer, as in a container with PIDs of its own");
    } catch (LinuxException e) {
      if (opened != null) {
        opened.close();
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void setUp(KernelSocket opened) {
    int level = KernelSocket.SOL_SOCKET;
    if (!opened.tryOption(level, KernelSocket.SO_RCVBUFFORCE, QUEUE_OCTETS)) {
      opened.tryOption(level, KernelSocket.SO_RCVBUF, QUEUE_OCTETS);
    }
    // linux/time_types.h, struct __kernel_old_timeval: seconds and microseconds, 8 octets each.
    var wait = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putLong(8, WAIT_MICROS);
    opened.option("set the patience of", level, SO_RCVTIMEO, wait.array());
    ProcessEventFilter.attach(opened);
    opened.bind(SocketAddresses.netlink(GROUP));
    opened.send(ProcessEvent.request(true, number), KERNEL);
  }

  /// Waits for the kernel's answer. What it says before that is no loss: everybody looks at all
  /// processes after the start.
  private boolean isAnswered(KernelSocket opened) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LONGEST_ANSWER.toNanos()) {
      for (var message : receive(opened)) {
        var event = ProcessEvent.parse(message);
        if (event != null && event.what() == ProcessEvent.NONE && isOurs(event)) {
          if (event.pid() != 0) {
            throw new LinuxException("listen to", TARGET, event.pid());
          }
          return true;
        }
      }
    }
    return false;
  }

  private boolean isOurs(ProcessEvent event) {
    return event.acknowledged() == number + 1;
  }

  private void run() {
    var open = socket;
    while (open != null && !closed) {
      try {
        receive(open).forEach(this::tell);
      } catch (LinuxException e) {
        recover(e);
      }
    }
  }

  private void recover(LinuxException failure) {
    if (closed) {
      return;
    }
    LOG.debugf("process events were lost: %s", failure.getMessage());
    if (failure.errno() != Errno.ENOBUFS) {
      LOG.errorf("B302 process events: %s", failure.getMessage());
      LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
    }
    onLost.run();
  }

  private void tell(NetlinkMessage message) {
    var event = ProcessEvent.parse(message);
    if (event == null || closed) {
      return;
    }
    switch (event.what()) {
      case ProcessEvent.FORK, ProcessEvent.EXEC, ProcessEvent.COMM -> onChanged.accept(event.pid());
      case ProcessEvent.EXIT -> onEnded.accept(event.pid());
      default -> {}
    }
  }

  /// What comes within a short time, or nothing.
  private List<NetlinkMessage> receive(KernelSocket open) {
    long length = LibC.recv(open.fd(), received, received.length, 0);
    if (length >= 0) {
      return NetlinkMessage.parse(received, (int) length);
    }
    int errno = LibC.errno();
    if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
      return List.of();
    }
    throw open.failure("receive from");
  }

  /// Ends within a second; nothing is told after that. From any thread but its own.
  @Override
  public void close() {
    var open = socket;
    if (closed || open == null) {
      closed = true;
      return;
    }
    closed = true;
    // The kernel counts who listens; its answer also wakes the thread.
    open.trySend(ProcessEvent.request(false, number), KERNEL);
    if (hasEnded()) {
      open.close();
    }
  }

  private boolean hasEnded() {
    var running = thread;
    try {
      return running == null || running.join(LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
