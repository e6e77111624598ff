package io.baton.config;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;

/// Interfaces on one switch, which share the least times between announcements (`garp_group`).
///
/// @param interfaces their names; a macvlan counts as the interface it sits on
/// @param arpInterval between two gratuitous ARPs on any of them, zero for none (`garp_interval`)
/// @param neighborInterval the same for unsolicited neighbor advertisements (`gna_interval`)
public record AnnounceGroupConfig(
    @NotEmpty @Size(max = 64) List<String> interfaces,
    Duration arpInterval,
    Duration neighborInterval) {

  public AnnounceGroupConfig {
    interfaces = List.copyOf(interfaces);
  }
}
