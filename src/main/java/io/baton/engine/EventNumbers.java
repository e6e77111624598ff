package io.baton.engine;

/// Where the numbers of an instance's or a group's events stand, so that they only grow, over
/// restarts too.
///
/// @param sequence of the last event
/// @param epoch of the last time it became Active: a fencing token
public record EventNumbers(long sequence, long epoch) {

  public static final EventNumbers NONE = new EventNumbers(0, 0);

  EventNumbers greatest(EventNumbers other) {
    return new EventNumbers(Math.max(sequence, other.sequence), Math.max(epoch, other.epoch));
  }
}
