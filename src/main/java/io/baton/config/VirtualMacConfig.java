package io.baton.config;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The virtual MAC address on a macvlan of its own (`use_vmac`).
///
/// @param interfaceName null for `vrrp.VRID`, `vrrp6.VRID` for IPv6, or where another instance has
///   that, the first free one of `vrrp.VRID.1` and so on
/// @param advertiseFromBase whether advertisements leave from the instance's own interface
///   (`vmac_xmit_base`)
public record VirtualMacConfig(
    @Size(max = 15) @Nullable String interfaceName, boolean advertiseFromBase) {}
