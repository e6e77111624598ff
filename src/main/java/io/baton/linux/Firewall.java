package io.baton.linux;

import io.baton.engine.NetworkPort.PlacedAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps packets to virtual addresses from this host, which shall forward but not answer (accept
/// mode off). Event loop only.
///
/// A table `baton` of nftables has one chain for each instance at the input hook. A chain is
/// replaced in one transaction: no packet sees half of it. The first call of a process takes away
/// whatever an earlier one left. Nothing of nftables is touched before that.
final class Firewall implements AutoCloseable {

  private static final String TABLE = "baton";
  private static final String CHAIN_PREFIX = "vrrp-";

  private @Nullable NetlinkSocket netlink;
  private final Set<String> instances = new HashSet<>();

  /// From now on packets to these addresses are dropped, or no longer when there are none.
  void refuse(String instance, List<PlacedAddress> addresses) {
    boolean first = netlink == null;
    if (first && addresses.isEmpty()) {
      return;
    }
    var transaction = new FirewallTransaction(socket());
    transaction.addTable(TABLE);
    if (first || addresses.isEmpty() && instances.equals(Set.of(instance))) {
      transaction.removeTable(TABLE);
    }
    if (!addresses.isEmpty() || instances.size() > 1) {
      transaction.addTable(TABLE);
      replaceChain(transaction, instance, addresses);
    }
    int errno = transaction.commit();
    if (errno != 0) {
      throw new LinuxException("refuse packets to the addresses of", instance, errno);
    }
    if (addresses.isEmpty()) {
      instances.remove(instance);
    } else {
      instances.add(instance);
    }
  }

  private static void replaceChain(
      FirewallTransaction transaction, String instance, List<PlacedAddress> addresses) {
    var chain = chain(instance);
    transaction.addInputChain(TABLE, chain);
    transaction.clearChain(TABLE, chain);
    if (addresses.isEmpty()) {
      transaction.removeChain(TABLE, chain);
      return;
    }
    transaction.acceptNeighborDiscovery(TABLE, chain);
    for (var placed : addresses) {
      transaction.drop(TABLE, chain, placed.interfaceIndex(), placed.address().address());
    }
  }

  /// A name that `nft` can print and read. Different instances have different ones.
  private static String chain(String instance) {
    var name = new StringBuilder(CHAIN_PREFIX);
    for (char c : instance.toCharArray()) {
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
      name.append(plain ? c : ".%04x".formatted((int) c));
    }
    return name.toString();
  }

  private NetlinkSocket socket() {
    var open = netlink;
    if (open == null) {
      open = NetlinkSocket.firewall();
      netlink = open;
    }
    return open;
  }

  @Override
  public void close() {
    var open = netlink;
    if (open != null) {
      netlink = null;
      open.close();
    }
  }
}
