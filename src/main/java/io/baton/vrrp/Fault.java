package io.baton.vrrp;

/// A reason why a router may not take part. A router with faults stays in Initialize.
///
/// @param subject the interface or script it is about
public record Fault(Kind kind, String subject) {

  /// What is wrong.
  public enum Kind {
    INTERFACE_MISSING("interface %s does not exist"),
    INTERFACE_DOWN("interface %s is down"),
    /// Not a failure: a macvlan was made a moment ago and is on its way, nobody is told.
    LINK_PENDING("interface %s is not ready yet"),
    NO_ADDRESS("interface %s has no address to send from"),
    TRACKER_FAILED("%s failed"),
    /// Not a failure: a tracker without weight has not answered yet, nobody is told.
    TRACKER_PENDING("%s has not answered yet"),
    /// Another member of the sync group is in FAULT.
    GROUP_FAULT("%s of the sync group is in FAULT"),
    /// Not a failure: another member of the sync group is drained.
    GROUP_DRAINED("%s of the sync group is drained"),
    /// Another member of the sync group waits for a first answer.
    GROUP_PENDING("%s of the sync group is not ready yet"),
    /// Not a failure: an operator has taken it out of service.
    DRAINED("%s is drained"),
    SOCKET("no socket on interface %s"),
    INTERNAL("internal error in %s");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /// Whether operators are told: a router that only waits for a first check is not in FAULT yet.
  public boolean isReported() {
    return switch (kind) {
      case LINK_PENDING, TRACKER_PENDING, GROUP_PENDING -> false;
      case INTERFACE_MISSING,
          INTERFACE_DOWN,
          NO_ADDRESS,
          TRACKER_FAILED,
          GROUP_FAULT,
          GROUP_DRAINED,
          DRAINED,
          SOCKET,
          INTERNAL ->
          true;
    };
  }

  /// Whether it is somebody's will and no failure.
  public boolean isWanted() {
    return kind == Kind.DRAINED || kind == Kind.GROUP_DRAINED;
  }

  /// Whether it is of the router itself, not of its sync group.
  public boolean isOwn() {
    return kind != Kind.GROUP_FAULT && kind != Kind.GROUP_DRAINED && kind != Kind.GROUP_PENDING;
  }

  @Override
  public String toString() {
    return kind.text.formatted(subject);
  }
}
