package io.baton.config;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Advertising to named peers instead of the multicast group.
///
/// @param source null for the interface's first address
public record UnicastConfig(
    @Nullable InetAddress source, @NotEmpty @Size(max = 255) List<InetAddress> peers) {

  public UnicastConfig {
    peers = List.copyOf(peers);
  }
}
