package io.baton.vrrp;

/// A version of the protocol: 2 (RFC 3768, IPv4 only, whole seconds) or 3 (RFC 9568, centiseconds).
public enum VrrpVersion {
  V2(2),
  V3(3);

  private final int number;

  VrrpVersion(int number) {
    this.number = number;
  }

  /// The number in the first four bits of a VRRP message.
  public int number() {
    return number;
  }
}
