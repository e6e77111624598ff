package io.baton.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A network namespace with an `eth0` and an `eth1` on two networks, in which one VRRP daemon runs.
public final class Host implements AutoCloseable {

  private static final Map<String, String> OPERATOR =
      Map.of("QUARKUS_HTTP_PORT", "8080", "BATON_API_LOOPBACK_ROLE", "operator");

  private final String namespace;
  private final Path folder;
  private final String lan;
  private final String port;
  private final int number;
  private final Process monitor;
  private @Nullable Process daemon;

  Host(String namespace, Path folder, String lan, int number) {
    this.namespace = namespace;
    this.folder = folder;
    this.lan = lan;
    this.number = number;
    this.port = "p" + number;
    Shell.line("ip netns add " + namespace);
    connect("eth0", port, "br0");
    connect("eth1", secondPort(), "br1");
    Shell.line("ip -n %s link set lo up".formatted(namespace));
    Shell.line("ip -n %s addr add 10.9.0.%d/24 dev eth0".formatted(namespace, number));
    Shell.line("ip -n %s addr add fe80::%d/64 dev eth0 nodad".formatted(namespace, number));
    Shell.line("ip -n %s addr add fd00:9::%d/64 dev eth0 nodad".formatted(namespace, number));
    Shell.line("ip -n %s addr add 10.10.0.%d/24 dev eth1".formatted(namespace, number));
    this.monitor = start("monitor", "ip", "-ts", "-o", "monitor", "address");
  }

  void connect(String device, String end, String bridge) {
    Shell.line(
        "ip link add %s netns %s type veth peer name %s netns %s"
            .formatted(device, namespace, end, lan));
    Shell.line("ip -n %s link set %s master %s up".formatted(lan, end, bridge));
    Shell.line("ip -n %s link set %s addrgenmode none".formatted(namespace, device));
    Shell.line("ip -n %s link set %s up".formatted(namespace, device));
  }

  /// Starts a program in the namespace, its output in a file of that name.
  public Process start(String name, String... command) {
    try {
      Files.createDirectories(folder);
      var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
      all.addAll(List.of(command));
      return new ProcessBuilder(all)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /// When the address was added and taken away, in order. A renewal is no change.
  public List<AddressChange> changes(String address) {
    try {
      var changes = new ArrayList<AddressChange>();
      for (String line : Files.readAllLines(log("monitor"))) {
        if (line.contains(" " + address + "/")) {
          var change = AddressChange.parse(line);
          if (changes.isEmpty() || changes.getLast().added() != change.added()) {
            changes.add(change);
          }
        }
      }
      return changes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean holds(String address) {
    return addresses().contains(" " + address + "/");
  }

  /// All its addresses, as `ip` shows them.
  String addresses() {
    return Shell.line("ip -n %s -o addr show".formatted(namespace));
  }

  Process startBaton(String config) {
    return startBaton("baton.conf", config);
  }

  /// With the API on its usual port, where whoever is on the host is an operator.
  Process startBaton(String fileName, String config) {
    return startBaton(fileName, config, OPERATOR);
  }

  Process startBaton(String fileName, String config, Map<String, String> environment) {
    return startBaton(write(fileName, config), environment);
  }

  /// With a file of the test's own.
  Process startBaton(Path file, Map<String, String> environment) {
    var command = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of("bin/baton", "run", "--config", file.toString()));
    command.addAll(List.of("--state-dir", stateDir().toString()));
    var started = start("baton", command.toArray(String[]::new));
    daemon = started;
    return started;
  }

  Path stateDir() {
    return folder.resolve("state");
  }

  Process startKeepalived(String config) {
    var file = write("keepalived.conf", config);
    var started =
        start(
            "keepalived",
            "keepalived",
            "-n",
            "-l",
            "-D",
            "-P",
            "-f",
            file.toString(),
            "-p",
            folder.resolve("pid").toString(),
            "-r",
            folder.resolve("vrrp.pid").toString());
    daemon = started;
    return started;
  }

  Path write(String name, String text) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the daemon in order: it resigns.
  public void stopDaemon() {
    end(false);
  }

  /// The host dies: the cable is pulled and the daemon killed; nothing of it is left.
  public void crash() {
    Shell.line("ip -n %s link set %s down".formatted(lan, port));
    end(true);
  }

  /// Switches a crashed host on again, without the addresses it held.
  public void powerOn(String address) {
    Shell.line("ip -n %s addr flush dev eth0 to %s".formatted(namespace, address));
    Shell.line("ip -n %s link set %s up".formatted(lan, port));
  }

  /// The daemon dies, its host lives on with all that the daemon left behind.
  public void kill() {
    end(true);
  }

  /// The daemon stands still, as on a virtual machine that is paused.
  void freeze() {
    signal("-STOP");
  }

  void thaw() {
    signal("-CONT");
  }

  /// Has the daemon read its files again.
  void reload() {
    signal("-HUP");
  }

  boolean isRunning() {
    return daemon != null && daemon.isAlive();
  }

  /// The answer of Baton's API, whose status must be one of success.
  String api(String method, String path, String body) {
    return Shell.run(
        "ip",
        "netns",
        "exec",
        namespace,
        "curl",
        "-sS",
        "--fail-with-body",
        "-X",
        method,
        "-H",
        "Content-Type: application/json",
        "-d",
        body,
        "http://127.0.0.1:8080/api/v1/" + path);
  }

  private void signal(String signal) {
    var running = Objects.requireNonNull(daemon, "no daemon runs");
    var ids = new ArrayList<>(List.of("kill", signal, Long.toString(running.pid())));
    running.descendants().forEach(child -> ids.add(Long.toString(child.pid())));
    Shell.run(ids.toArray(String[]::new));
  }

  /// Pulls the cable of `eth1`, at the other end.
  void cutSecondLink() {
    Shell.line("ip -n %s link set %s down".formatted(lan, secondPort()));
  }

  void mendSecondLink() {
    Shell.line("ip -n %s link set %s up".formatted(lan, secondPort()));
  }

  private String secondPort() {
    return "q" + number;
  }

  /// Runs a command on the host to its end.
  public String run(String command) {
    return Shell.line("ip netns exec %s %s".formatted(namespace, command));
  }

  private void end(boolean kill) {
    var running = daemon;
    if (running == null) {
      return;
    }
    // keepalived's child first: its parent would start it anew, or stop it in order.
    var all = new ArrayList<>(List.of(running.toHandle()));
    running.descendants().forEach(all::add);
    if (kill) {
      all.forEach(ProcessHandle::destroyForcibly);
    } else {
      running.destroy();
    }
    all.forEach(process -> process.onExit().join());
    daemon = null;
  }

  /// Whether an echo is answered.
  boolean reaches(String address) {
    var ping = "ping -c 1 -W 1 %s || true".formatted(address);
    return Shell.run("ip", "netns", "exec", namespace, "sh", "-c", ping).contains("1 received");
  }

  /// The MAC address that this host knows for an address; empty for none.
  String neighbour(String address) {
    var line = Shell.line("ip -n %s neigh show %s dev eth0".formatted(namespace, address));
    int at = line.indexOf("lladdr ");
    return at < 0 ? "" : line.substring(at + 7, at + 24);
  }

  public String mac() {
    var line = Shell.line("ip -n %s -o link show eth0".formatted(namespace));
    int at = line.indexOf("link/ether ");
    return line.substring(at + 11, at + 28);
  }

  /// What its daemons said, for the message of a failed test.
  public String said() {
    return said("baton") + said("keepalived");
  }

  String said(String name) {
    try {
      return Files.exists(log(name)) ? Files.readString(log(name)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The bridge's end of its cable.
  String port() {
    return port;
  }

  @Override
  public String toString() {
    return namespace;
  }

  @Override
  public void close() {
    end(true);
    monitor.destroy();
    monitor.onExit().join();
    Shell.line("ip netns del " + namespace);
  }
}
