package io.baton.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Changes to nftables that the kernel carries out all or none (linux/netfilter/nf_tables.h).
/// Numbers in its attributes are in network byte order.
final class FirewallTransaction {

  private static final int SUBSYSTEM = 10 << 8;
  private static final int BATCH_BEGIN = 16;
  private static final int BATCH_END = 17;
  private static final int NEW_TABLE = SUBSYSTEM;
  private static final int DELETE_TABLE = SUBSYSTEM | 2;
  private static final int NEW_CHAIN = SUBSYSTEM | 3;
  private static final int DELETE_CHAIN = SUBSYSTEM | 5;
  private static final int NEW_RULE = SUBSYSTEM | 6;
  private static final int DELETE_RULE = SUBSYSTEM | 8;
  private static final int NLM_F_APPEND = 0x800;

  /// `NFPROTO_INET`: IPv4 and IPv6.
  private static final int FAMILY = 1;

  // Attributes of tables, chains, hooks and rules.
  private static final int TABLE = 1;
  private static final int CHAIN_NAME = 3;
  private static final int CHAIN_HOOK = 4;
  private static final int CHAIN_TYPE = 7;
  private static final int HOOK_NUMBER = 1;
  private static final int HOOK_PRIORITY = 2;
  private static final int RULE_CHAIN = 2;
  private static final int RULE_EXPRESSIONS = 4;

  private static final int HOOK_INPUT = 1;

  /// Ahead of the host's own filter.
  private static final int PRIORITY = -10;

  // Expressions.
  private static final int REGISTER = 1;
  private static final int VERDICT_REGISTER = 0;
  private static final int META_INTERFACE = 4;
  private static final int META_FAMILY = 15;
  private static final int META_PROTOCOL = 16;
  private static final int EQUAL = 0;
  private static final int AT_MOST = 3;
  private static final int AT_LEAST = 5;
  private static final int NETWORK_HEADER = 1;
  private static final int TRANSPORT_HEADER = 2;
  private static final int DROP = 0;
  private static final int ACCEPT = 1;

  private static final int ICMPV6 = 58;
  private static final int NEIGHBOR_SOLICITATION = 135;
  private static final int NEIGHBOR_ADVERTISEMENT = 136;
  private static final int IPV4_DESTINATION = 16;
  private static final int IPV6_DESTINATION = 24;

  private static final int NO_ANSWER = 5;

  private final NetlinkSocket netlink;
  private final NetlinkRequest request = new NetlinkRequest();

  FirewallTransaction(NetlinkSocket netlink) {
    this.netlink = netlink;
    border(BATCH_BEGIN);
  }

  /// linux/netfilter/nfnetlink.h, `struct nfgenmsg`: family, version, resource in network order.
  private void border(int type) {
    request.begin(type, 0, netlink.nextSequence()).header(0, 0, 0, SUBSYSTEM >> 8).end();
  }

  private NetlinkRequest begin(int type, int flags) {
    int all = flags | NetlinkRequest.NLM_F_ACK;
    return request.begin(type, all, netlink.nextSequence()).header(FAMILY, 0, 0, 0);
  }

  /// One that is there stays.
  void addTable(String table) {
    begin(NEW_TABLE, NetlinkRequest.NLM_F_CREATE).text(TABLE, table).end();
  }

  void removeTable(String table) {
    begin(DELETE_TABLE, 0).text(TABLE, table).end();
  }

  void addInputChain(String table, String chain) {
    begin(NEW_CHAIN, NetlinkRequest.NLM_F_CREATE)
        .text(TABLE, table)
        .text(CHAIN_NAME, chain)
        .nested(
            CHAIN_HOOK,
            hook ->
                hook.attribute(HOOK_NUMBER, big(HOOK_INPUT))
                    .attribute(HOOK_PRIORITY, big(PRIORITY)))
        .text(CHAIN_TYPE, "filter")
        .end();
  }

  void clearChain(String table, String chain) {
    begin(DELETE_RULE, 0).text(TABLE, table).text(RULE_CHAIN, chain).end();
  }

  void removeChain(String table, String chain) {
    begin(DELETE_CHAIN, 0).text(TABLE, table).text(CHAIN_NAME, chain).end();
  }

  /// Without it nobody would find the router: RFC 9568 section 6.4.3.
  void acceptNeighborDiscovery(String table, String chain) {
    rule(
        table,
        chain,
        rule -> {
          meta(rule, META_FAMILY);
          compare(rule, EQUAL, (byte) KernelSocket.AF_INET6);
          meta(rule, META_PROTOCOL);
          compare(rule, EQUAL, (byte) ICMPV6);
          payload(rule, TRANSPORT_HEADER, 0, 1);
          compare(rule, AT_LEAST, (byte) NEIGHBOR_SOLICITATION);
          compare(rule, AT_MOST, (byte) NEIGHBOR_ADVERTISEMENT);
          verdict(rule, ACCEPT);
        });
  }

  void drop(String table, String chain, int interfaceIndex, InetAddress destination) {
    byte[] octets = destination.getAddress();
    boolean ipv4 = octets.length == 4;
    int family = ipv4 ? KernelSocket.AF_INET : KernelSocket.AF_INET6;
    rule(
        table,
        chain,
        rule -> {
          meta(rule, META_INTERFACE);
          compare(rule, EQUAL, KernelSocket.words(interfaceIndex));
          meta(rule, META_FAMILY);
          compare(rule, EQUAL, (byte) family);
          payload(rule, NETWORK_HEADER, ipv4 ? IPV4_DESTINATION : IPV6_DESTINATION, octets.length);
          compare(rule, EQUAL, octets);
          verdict(rule, DROP);
        });
  }

  private void rule(String table, String chain, Consumer<NetlinkRequest> expressions) {
    begin(NEW_RULE, NetlinkRequest.NLM_F_CREATE | NLM_F_APPEND)
        .text(TABLE, table)
        .text(RULE_CHAIN, chain)
        .nested(RULE_EXPRESSIONS, expressions)
        .end();
  }

  private static void meta(NetlinkRequest rule, int key) {
    expression(rule, "meta", data -> data.attribute(1, big(REGISTER)).attribute(2, big(key)));
  }

  private static void payload(NetlinkRequest rule, int header, int offset, int length) {
    expression(
        rule,
        "payload",
        data ->
            data.attribute(1, big(REGISTER))
                .attribute(2, big(header))
                .attribute(3, big(offset))
                .attribute(4, big(length)));
  }

  private static void compare(NetlinkRequest rule, int operator, byte... value) {
    expression(
        rule,
        "cmp",
        data ->
            data.attribute(1, big(REGISTER))
                .attribute(2, big(operator))
                .nested(3, operand -> operand.attribute(1, value)));
  }

  private static void verdict(NetlinkRequest rule, int code) {
    expression(
        rule,
        "immediate",
        data ->
            data.attribute(1, big(VERDICT_REGISTER))
                .nested(2, value -> value.nested(2, verdict -> verdict.attribute(1, big(code)))));
  }

  /// An element of a list: a name and what belongs to it.
  private static void expression(
      NetlinkRequest rule, String name, Consumer<NetlinkRequest> content) {
    rule.nested(1, element -> element.text(1, name).nested(2, content));
  }

  private static byte[] big(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  /// The errno of the first change that the kernel refuses; 0 when all are done.
  int commit() {
    border(BATCH_END);
    netlink.send(request);
    int result = NO_ANSWER;
    boolean answered = false;
    for (var messages = netlink.poll(); !messages.isEmpty(); messages = netlink.poll()) {
      for (var message : messages) {
        if (message.type() == NetlinkMessage.NLMSG_ERROR && (!answered || result == 0)) {
          result = message.errno();
          answered = true;
        }
      }
    }
    return result;
  }
}
