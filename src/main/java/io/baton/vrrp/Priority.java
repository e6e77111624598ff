package io.baton.vrrp;

/// A priority as it stands in an advertisement, 0 to 255. RFC 9568 section 5.2.4.
public record Priority(int value) implements Comparable<Priority> {

  /// Sent by an Active router that leaves: backups take over after the skew time.
  public static final Priority RESIGN = new Priority(0);

  public static final Priority DEFAULT = new Priority(100);

  /// Reserved for the router that owns the virtual addresses.
  public static final Priority OWNER = new Priority(255);

  public Priority {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("a priority is 0 to 255, not " + value);
    }
  }

  public boolean isResign() {
    return value == 0;
  }

  public boolean isOwner() {
    return value == 255;
  }

  @Override
  public int compareTo(Priority other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
