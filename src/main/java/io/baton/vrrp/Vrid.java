package io.baton.vrrp;

/// A virtual router identifier, 1 to 255, unique per interface and address family. RFC 9568 section
/// 5.2.3.
public record Vrid(int value) {

  public Vrid {
    if (value < 1 || value > 255) {
      throw new IllegalArgumentException("a VRID is 1 to 255, not " + value);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
