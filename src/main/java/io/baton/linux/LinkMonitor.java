package io.baton.linux;

import io.baton.engine.Link;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Watches the interfaces and addresses of this host on a thread of its own. What changes within
/// one burst of messages is told once, as it is at the end.
public final class LinkMonitor implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LinkMonitor.class);

  private static final int GROUPS =
      NetlinkSocket.RTMGRP_LINK
          | NetlinkSocket.RTMGRP_IPV4_IFADDR
          | NetlinkSocket.RTMGRP_IPV6_IFADDR;

  /// How many times in a row the tables are read again because they change meanwhile.
  private static final int MOST_READS = 5;

  /// How many messages are taken in before changes are told, whatever else is waiting.
  private static final int LONGEST_BURST = 256;

  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

  private final Consumer<Link> onLink;
  private final Consumer<String> onGone;
  private final NetlinkSocket netlink;
  private final KernelLinks kernel = new KernelLinks();
  private Map<String, Link> told = new HashMap<>();
  private boolean changed;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  /// Subscribes to the network namespace of the calling thread.
  ///
  /// @param onLink takes each changed interface, on the monitor's thread
  /// @param onGone takes the name of each interface that was deleted or has another name now,
  ///   before `onLink` hears of the new name; on the monitor's thread
  public LinkMonitor(Consumer<Link> onLink, Consumer<String> onGone) {
    this.onLink = onLink;
    this.onGone = onGone;
    netlink = new NetlinkSocket(GROUPS);
  }

  /// Starts to watch. To be called once.
  ///
  /// @return all interfaces as they are; changes from then on go to the consumers
  public List<Link> start() {
    readTables();
    told = byName();
    thread = Thread.ofPlatform().daemon().name("baton-links").start(this::run);
    return List.copyOf(told.values());
  }

  private void run() {
    while (!closed) {
      try {
        takeIn();
      } catch (LinuxException e) {
        recover(e);
      }
      if (!closed && changed) {
        changed = false;
        tell();
      }
    }
  }

  /// Waits for messages and takes in all that are there.
  private void takeIn() {
    var messages = netlink.receive();
    messages.forEach(this::apply);
    for (int i = 1; i < LONGEST_BURST && !messages.isEmpty(); i++) {
      messages = netlink.poll();
      messages.forEach(this::apply);
    }
  }

  private void apply(NetlinkMessage message) {
    changed |= kernel.apply(message);
  }

  /// After a loss of messages only the tables themselves say what is true.
  private void recover(LinuxException failure) {
    LOG.warnf(
        "B304 messages about interfaces were lost, reading all again: %s", failure.getMessage());
    try {
      readTables();
    } catch (LinuxException e) {
      LOG.errorf("B305 the interfaces are unknown for now: %s", e.getMessage());
      LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
    }
  }

  private void readTables() {
    boolean whole = false;
    changed = true;
    for (int i = 0; i < MOST_READS && !whole; i++) {
      kernel.clear();
      whole = netlink.dump(NetlinkRequest.RTM_GETLINK, this::apply);
      whole &= netlink.dump(NetlinkRequest.RTM_GETADDR, this::apply);
    }
  }

  private void tell() {
    var now = byName();
    var before = told;
    told = now;
    before.forEach(
        (name, link) -> {
          var present = now.get(name);
          if (present == null || present.index() != link.index()) {
            onGone.accept(name);
          }
        });
    now.values().stream().filter(link -> !link.equals(before.get(link.name()))).forEach(onLink);
  }

  private Map<String, Link> byName() {
    var links = new HashMap<String, Link>();
    kernel.links().forEach(link -> links.put(link.name(), link));
    return links;
  }

  /// Ends the watch; nothing is told after that. From any thread but the monitor's own.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    // The acknowledgement wakes the thread.
    netlink.send(NetlinkRequest.noop());
    if (hasEnded()) {
      netlink.close();
    }
  }

  /// A thread that a consumer keeps longer leaves its socket to the end of the process.
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
