package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A built-in health check, which keepalived does not have for VRRP.
///
/// @param interval from one start to the next
/// @param timeout after which it has failed; zero for the interval
/// @param weight, reverse, rise, fall as for scripts
public record CheckConfig(
    @NotBlank String name,
    @Valid Probe probe,
    Duration interval,
    Duration timeout,
    @Min(-253) @Max(253) int weight,
    boolean reverse,
    @Min(1) @Max(10_000) int rise,
    @Min(1) @Max(10_000) int fall) {

  public Duration effectiveTimeout() {
    return timeout.isZero() ? interval : timeout;
  }

  /// What is tried.
  public sealed interface Probe {}

  /// An HTTP or HTTPS GET.
  ///
  /// @param statuses which are good; empty for 200 to 299
  /// @param bodyContains what the first 64 KiB of the body must contain; null for anything
  /// @param caFile PEM certificates to trust instead of the system's; null for the system's
  /// @param insecure whether any certificate will do
  public record Http(
      @NotBlank String url,
      List<@Min(100) @Max(599) Integer> statuses,
      @Nullable String bodyContains,
      @Nullable String caFile,
      boolean insecure)
      implements Probe {

    public Http {
      statuses = List.copyOf(statuses);
    }
  }

  /// A TCP connection that is accepted.
  ///
  /// @param host an address or a name
  public record Tcp(@NotBlank String host, @Min(1) @Max(65535) int port) implements Probe {}

  /// An ICMP echo that is answered, for example by the gateway.
  public record Ping(InetAddress address) implements Probe {}
}
