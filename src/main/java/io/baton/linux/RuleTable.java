package io.baton.linux;

import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernel's routing rules, which Baton adds to. Event loop only.
///
/// A rule of Baton's carries the mark `RouteRequest.MARK`, and only rules with the mark are ever
/// taken away.
///
/// linux/fib_rules.h, `struct fib_rule_hdr`:
///
/// ```
///   0 family (1)   1 destination length (1)   2 source length (1)   3 tos (1)
///   4 table (1)    5 unused (2)               7 action (1)          8 flags (4)
/// ```
final class RuleTable {

  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_PROTOCOL = 21;

  private final NetlinkSocket netlink;

  RuleTable(NetlinkSocket netlink) {
    this.netlink = netlink;
  }

  /// Adds rules; one that is there already stays.
  void add(List<VirtualRule> rules) {
    int flags = NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL;
    send("add", NetlinkRequest.RTM_NEWRULE, flags, rules, Errno.EEXIST);
  }

  /// Takes away those rules that carry Baton's mark.
  void remove(List<VirtualRule> rules) {
    send("remove", NetlinkRequest.RTM_DELRULE, 0, rules, Errno.ENOENT);
  }

  private void send(String operation, int type, int flags, List<VirtualRule> rules, int done) {
    var failures = new ArrayList<LinuxException>();
    NetlinkBatch.send(
        netlink,
        rules,
        (request, rule, ack, sequence) -> write(request, type, flags | ack, sequence, rule),
        (rule, errno) -> {
          if (errno != 0 && errno != done) {
            failures.add(new LinuxException(operation + " rule", describe(rule), errno));
          }
        });
    LinuxException.throwIfAny(failures);
  }

  private static void write(
      NetlinkRequest request, int type, int flags, int sequence, VirtualRule rule) {
    int table = (int) rule.table();
    request
        .begin(type, flags, sequence)
        .header(KernelSocket.family(rule.family()), length(rule.to()), length(rule.from()))
        .header(rule.tos(), table >>> 8 == 0 ? table : 0, 0, 0, rule.action())
        .word(0)
        .attribute(FRA_PROTOCOL, (byte) RouteRequest.MARK);
    appendPrefix(request, FRA_SRC, rule.from());
    appendPrefix(request, FRA_DST, rule.to());
    appendName(request, FRA_IIFNAME, rule.inputInterface());
    appendName(request, FRA_OIFNAME, rule.outputInterface());
    if (table != 0) {
      request.number(FRA_TABLE, table);
    }
    rule.priority().ifPresent(priority -> request.number(FRA_PRIORITY, (int) priority));
    rule.mark()
        .ifPresent(
            mark -> request.number(FRA_FWMARK, (int) mark).number(FRA_FWMASK, (int) rule.mask()));
    request.end();
  }

  private static int length(@Nullable IpPrefix prefix) {
    return prefix == null ? 0 : prefix.length();
  }

  private static void appendPrefix(NetlinkRequest request, int type, @Nullable IpPrefix prefix) {
    if (prefix != null && prefix.length() > 0) {
      request.attribute(type, prefix.address().getAddress());
    }
  }

  private static void appendName(NetlinkRequest request, int type, @Nullable String name) {
    if (name != null) {
      request.text(type, name);
    }
  }

  /// In the terms of `ip rule`.
  private static String describe(VirtualRule rule) {
    var text = new StringBuilder("from ").append(rule.from() == null ? "all" : rule.from());
    if (rule.to() != null) {
      text.append(" to ").append(rule.to());
    }
    rule.priority().ifPresent(priority -> text.append(" priority ").append(priority));
    return text.append(" table ").append(rule.table()).toString();
  }
}
