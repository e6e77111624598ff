package io.baton.event;

/// One place that events are delivered to, at least once and in the order of the log, and so in
/// order of every subject. Called by one virtual thread, one event at a time.
public interface Destination extends AutoCloseable {

  /// Unique, from the configuration. Its position and its dead letters are kept by this name.
  String name();

  /// Whether it wants to know of the event. Must be quick and must not throw.
  boolean wants(StoredEvent event);

  /// Delivers one event. Bounds its time itself; an interruption ends it at once.
  Delivery deliver(StoredEvent event) throws InterruptedException;

  /// How often and how long an event is tried again.
  default RetryPolicy retryPolicy() {
    return RetryPolicy.DEFAULT;
  }

  /// Lets go of connections. Nothing is delivered any more.
  @Override
  void close();
}
