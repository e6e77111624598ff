package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What holds for the whole daemon.
///
/// @param routerId the name of this node in mails and events; null for the host's name
/// @param scriptUser who scripts without a user of their own run as; null for `keepalived_script`
///   if that user exists, else the daemon's own user
/// @param scriptSecurity whether a script that would run as root is refused when somebody else
///   could write any part of its path (`enable_script_security`)
/// @param mail where transitions are mailed to; null for nowhere
/// @param startupDelay how long after the start nothing is sent (`vrrp_startup_delay`)
/// @param arpInterval the least time between two gratuitous ARPs on an interface, zero for none
///   (`vrrp_garp_interval`)
/// @param neighborInterval the same for unsolicited neighbor advertisements (`vrrp_gna_interval`)
/// @param announceGroups interfaces that share such times of their own
/// @param fifos named pipes that transitions are written to
public record GlobalConfig(
    @Nullable String routerId,
    @Valid @Nullable ScriptUser scriptUser,
    boolean scriptSecurity,
    @Valid @Nullable MailConfig mail,
    Duration startupDelay,
    Duration arpInterval,
    Duration neighborInterval,
    @Size(max = 256) List<@Valid AnnounceGroupConfig> announceGroups,
    @Valid RealtimeConfig realtime,
    @Size(max = 16) List<@Valid FifoConfig> fifos) {

  public static final GlobalConfig DEFAULT = new GlobalConfig(null, null, false, null);

  public GlobalConfig {
    announceGroups = List.copyOf(announceGroups);
    fifos = List.copyOf(fifos);
  }

  public GlobalConfig(
      @Nullable String routerId,
      @Nullable ScriptUser scriptUser,
      boolean scriptSecurity,
      @Nullable MailConfig mail) {
    this(
        routerId,
        scriptUser,
        scriptSecurity,
        mail,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        List.of(),
        RealtimeConfig.NONE,
        List.of());
  }
}
