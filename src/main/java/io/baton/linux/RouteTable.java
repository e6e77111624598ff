package io.baton.linux;

import io.baton.vrrp.VirtualRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/// The kernel's routes, which Baton adds to. Event loop only.
///
/// A route of Baton's carries the mark `RouteRequest.MARK`, and only routes with the mark are ever
/// taken away.
final class RouteTable {

  private static final Logger LOG = Logger.getLogger(RouteTable.class);

  private final NetlinkSocket netlink;
  private final Set<VirtualRoute> added = new HashSet<>();

  RouteTable(NetlinkSocket netlink) {
    this.netlink = netlink;
  }

  /// Adds routes. One of Baton's to the same destination from an earlier run, which may go another
  /// way, is replaced; one of somebody else is left and told of.
  void add(List<VirtualRoute> routes) {
    var failures = new ArrayList<LinuxException>();
    var present = new ArrayList<VirtualRoute>();
    create(routes, present, failures);
    present.removeAll(added);
    if (!present.isEmpty()) {
      delete(present, false, failures);
      var foreign = new ArrayList<VirtualRoute>();
      create(present, foreign, failures);
      foreign.forEach(route -> LOG.warnf("B306 route %s: another one is there and stays", route));
    }
    LinuxException.throwIfAny(failures);
  }

  private void create(
      List<VirtualRoute> routes, List<VirtualRoute> present, List<LinuxException> failures) {
    var known = RouteRequest.resolve(routes, route -> failures.add(noInterface("add", route)));
    NetlinkBatch.send(
        netlink,
        known,
        RouteRequest::add,
        (request, errno) -> {
          switch (errno) {
            case 0 -> added.add(request.route());
            case Errno.EEXIST -> present.add(request.route());
            default -> failures.add(failure("add", request.route(), errno));
          }
        });
  }

  /// Takes away those routes that carry Baton's mark. The kernel may have done so by itself, when
  /// an address or an interface went.
  void remove(List<VirtualRoute> routes) {
    var failures = new ArrayList<LinuxException>();
    delete(routes, true, failures);
    routes.forEach(added::remove);
    LinuxException.throwIfAny(failures);
  }

  /// @param sameWay whether the gateway must be the same too
  private void delete(List<VirtualRoute> routes, boolean sameWay, List<LinuxException> failures) {
    var known = RouteRequest.resolve(routes, _ -> {});
    NetlinkBatch.send(
        netlink,
        known,
        (request, route, ack, sequence) -> route.remove(request, sameWay, ack, sequence),
        (request, errno) -> {
          switch (errno) {
            case 0, Errno.ESRCH, Errno.ENOENT, Errno.ENODEV -> {}
            default -> failures.add(failure("remove", request.route(), errno));
          }
        });
  }

  private static LinuxException noInterface(String operation, VirtualRoute route) {
    return failure(operation, route, Errno.ENODEV);
  }

  private static LinuxException failure(String operation, VirtualRoute route, int errno) {
    return new LinuxException(operation + " route", route.toString(), errno);
  }
}
