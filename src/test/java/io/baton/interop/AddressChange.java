package io.baton.interop;

import java.time.LocalDateTime;

/// A line of `ip -ts -o monitor address`: an address came or went.
public record AddressChange(LocalDateTime at, boolean added) {

  /// `[2026-01-31T12:00:00.123456] 2: eth0 inet 10.9.0.100/24 ...`, or `Deleted` after the time.
  static AddressChange parse(String line) {
    int end = line.indexOf(']');
    return new AddressChange(
        LocalDateTime.parse(line.substring(1, end)),
        !line.substring(end + 1).trim().startsWith("Deleted"));
  }
}
