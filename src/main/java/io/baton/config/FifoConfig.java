package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A named pipe that gets one line for each transition (`notify_fifo`, `vrrp_notify_fifo`).
///
/// @param path where it is; made when it is not there
/// @param owner whose it becomes when it is made; null for the daemon's own user
/// @param script a program that is run with the path as its last argument to read it; null for none
/// @param statesOnReload whether a reload writes the state of everything again
///   (`fifo_write_vrrp_states_on_reload`)
public record FifoConfig(
    @NotBlank @Size(max = 4096) String path,
    @Valid @Nullable ScriptUser owner,
    @Valid @Nullable Command script,
    boolean statesOnReload) {}
