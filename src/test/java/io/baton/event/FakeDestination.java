package io.baton.event;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Keeps what it was given, and answers as it was told.
final class FakeDestination implements Destination {

  final List<StoredEvent> given = new CopyOnWriteArrayList<>();
  volatile Function<StoredEvent, Delivery> answer = _ -> new Delivery.Delivered("ok");
  volatile RetryPolicy policy =
      new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4), 1000, Duration.ofDays(1));
  private final String name;

  FakeDestination(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean wants(StoredEvent event) {
    return !event.subject().equals("unwanted");
  }

  @Override
  public Delivery deliver(StoredEvent event) {
    var outcome = answer.apply(event);
    if (outcome instanceof Delivery.Delivered) {
      given.add(event);
    }
    return outcome;
  }

  @Override
  public RetryPolicy retryPolicy() {
    return policy;
  }

  @Override
  public void close() {}

  List<Long> sequences() {
    return given.stream().map(StoredEvent::sequence).toList();
  }
}
