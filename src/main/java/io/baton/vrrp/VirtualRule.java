package io.baton.vrrp;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A routing rule that follows the virtual addresses (`virtual_rules`), in the terms of `ip rule`.
///
/// @param from null for everything
/// @param to null for everything
/// @param action `FR_ACT_*` of linux/fib_rules.h: 1 look up the table, 6 blackhole, 7 unreachable,
///   8 prohibit
/// @param table looked up by action 1
/// @param priority the preference; empty for one that the kernel picks
/// @param mark `fwmark`; empty for any
/// @param mask of the mark, all bits by default
/// @param tos 0 for any
public record VirtualRule(
    AddressFamily family,
    @Nullable IpPrefix from,
    @Nullable IpPrefix to,
    @Nullable String inputInterface,
    @Nullable String outputInterface,
    int action,
    long table,
    OptionalLong priority,
    OptionalLong mark,
    long mask,
    int tos) {

  public static final int TO_TABLE = 1;
}
