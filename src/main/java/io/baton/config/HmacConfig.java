package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;

/// Authentication of advertisements by HMAC-SHA256 (`auth_hmac`).
///
/// @param keys accepted ones; more than one while keys are rotated
/// @param activeKey the id of the one that signs
/// @param window how old or new an advertisement may be; zero for the larger of three advertisement
///   intervals and 5 seconds
public record HmacConfig(
    @NotEmpty @Size(max = 255) List<@Valid Key> keys,
    @Min(1) @Max(255) int activeKey,
    Duration window,
    AntiReplay antiReplay,
    Mode mode) {

  public HmacConfig {
    keys = List.copyOf(keys);
  }

  /// A key that peers share.
  ///
  /// @param secret 32 to 64 octets in hexadecimal
  public record Key(@Min(1) @Max(255) int id, Secret secret) {}

  /// How repeated advertisements are told.
  public enum AntiReplay {
    TIME,
    MONOTONIC
  }

  /// What happens to advertisements without a valid trailer.
  public enum Mode {
    /// They are refused.
    ENFORCE,
    /// They are accepted and counted.
    PERMISSIVE,
    /// As permissive, and we do not sign yet.
    RECEIVE_ONLY
  }
}
