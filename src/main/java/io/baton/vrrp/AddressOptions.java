package io.baton.vrrp;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What few virtual addresses need: flags of linux/if_addr.h and keepalived's words for them.
///
/// @param peer the other end of a point-to-point link (`peer`); null for none
/// @param detectDuplicates whether an IPv6 address runs duplicate address detection (`-nodad`); it
///   must not against the router it takes over from, so the default is no
/// @param noPrefixRoute `noprefixroute`
/// @param tracked whether the instance depends on the address's own interface (`no_track` is no)
/// @param preferredLifetimeSeconds `preferred_lft`, at most 4 294 967 295 which is forever; empty
///   for the default: 0 for an IPv6 host address, so that it is not chosen as a source, else
///   forever
/// @param homeAddress `home`
/// @param manageTemporary `mngtmpaddr`
/// @param autojoin `autojoin`
public record AddressOptions(
    @Nullable IpPrefix peer,
    boolean detectDuplicates,
    boolean noPrefixRoute,
    boolean tracked,
    OptionalLong preferredLifetimeSeconds,
    boolean homeAddress,
    boolean manageTemporary,
    boolean autojoin) {

  public static final long FOREVER = 0xffff_ffffL;

  public static final AddressOptions DEFAULT =
      new AddressOptions(null, false, false, true, OptionalLong.empty(), false, false, false);

  public AddressOptions {
    preferredLifetimeSeconds.ifPresent(
        seconds -> {
          if (seconds < 0 || seconds > FOREVER) {
            throw new IllegalArgumentException("a lifetime is 0 to " + FOREVER + " seconds");
          }
        });
  }
}
