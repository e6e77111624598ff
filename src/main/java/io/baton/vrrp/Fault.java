package io.baton.vrrp;

/// A reason why a router may not take part. A router with faults stays in Initialize.
///
/// @param subject the interface or script it is about
public record Fault(Kind kind, String subject) {

  /// What is wrong.
  public enum Kind {
    INTERFACE_MISSING("interface %s does not exist"),
    INTERFACE_DOWN("interface %s is down"),
    NO_ADDRESS("interface %s has no address to send from"),
    TRACKER_FAILED("%s failed"),
    /// Not a failure: a tracker without weight has not answered yet, nobody is told.
    TRACKER_PENDING("%s has not answered yet"),
    SOCKET("no socket on interface %s"),
    INTERNAL("internal error in %s");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /// Whether operators are told: a router that only waits for a first check is not in FAULT yet.
  public boolean isReported() {
    return kind != Kind.TRACKER_PENDING;
  }

  @Override
  public String toString() {
    return kind.text.formatted(subject);
  }
}
