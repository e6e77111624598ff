package io.baton.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Two bridges in a namespace of their own, and hosts plugged into both. Takes everything away
/// again.
public final class Lan implements AutoCloseable {

  private static int made;

  private final String namespace;
  private final Path folder;
  private final List<Host> hosts = new ArrayList<>();
  private final Process capture;

  public Lan(Path folder) {
    this.folder = folder;
    this.namespace = "bt" + ProcessHandle.current().pid() + "-" + made++;
    Shell.line("ip netns add " + namespace);
    for (String bridge : List.of("br0", "br1")) {
      Shell.line("ip -n %s link add %s type bridge mcast_snooping 0".formatted(namespace, bridge));
      Shell.line("ip -n %s link set %s up".formatted(namespace, bridge));
    }
    this.capture = capture();
  }

  private Process capture() {
    try {
      var command =
          "ip netns exec %s tcpdump -i br0 --immediate-mode -U -Z root -w %s %s"
              .formatted(namespace, pcap(), "proto 112 or ip6 proto 112");
      var process =
          new ProcessBuilder(command.split(" "))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("tcpdump.log").toFile())
              .start();
      Poll.until(
          "tcpdump listens",
          10,
          () -> process.isAlive() && Files.exists(pcap()) && Files.size(pcap()) >= 24);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pcap() {
    return folder.resolve("lan.pcap");
  }

  /// Every packet of the capture for which a display filter of tshark holds, one line each.
  List<String> captured(String filter) {
    return captured(filter, List.of()).stream().filter(line -> line.contains("VRRP")).toList();
  }

  /// When each packet was seen for which a display filter holds, in seconds.
  List<Double> times(String filter) {
    var fields = List.of("-T", "fields", "-e", "frame.time_epoch");
    return captured(filter, fields).stream().map(Double::valueOf).toList();
  }

  private List<String> captured(String filter, List<String> more) {
    capture.destroy();
    capture.onExit().join();
    var command =
        new ArrayList<>(
            List.of(
                "tshark",
                "-n",
                "-r",
                pcap().toString(),
                "-o",
                "vrrp.v3_checksum_as_in_v2:FALSE",
                "-Y",
                filter));
    command.addAll(more);
    // Without what it says of being run as root.
    return Shell.run(command.toArray(String[]::new))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
        .toList();
  }

  /// Makes a host that is plugged into both bridges.
  ///
  /// @param number the last part of its addresses: 10.9.0.N, fe80::N and fd00:9::N on the first
  ///   bridge, 10.10.0.N on the second
  public Host host(String name, int number) {
    var host = new Host(namespace + name, folder.resolve(name), namespace, number);
    hosts.add(host);
    return host;
  }

  /// One more network, which every host so far gets a device of that name on.
  public void network(String device) {
    String bridge = "b" + device;
    Shell.line("ip -n %s link add %s type bridge mcast_snooping 0".formatted(namespace, bridge));
    Shell.line("ip -n %s link set %s up".formatted(namespace, bridge));
    hosts.forEach(host -> host.connect(device, device + host.port(), bridge));
  }

  /// Takes a host off the bridge while its link stays up.
  void unplug(Host host) {
    Shell.line("ip -n %s link set %s nomaster".formatted(namespace, host.port()));
  }

  void plug(Host host) {
    Shell.line("ip -n %s link set %s master br0".formatted(namespace, host.port()));
  }

  @Override
  public void close() {
    capture.destroy();
    hosts.forEach(Host::close);
    Shell.line("ip netns del " + namespace);
  }
}
