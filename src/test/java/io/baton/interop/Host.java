package io.baton.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network namespace with an `eth0`, in which one VRRP daemon runs.
final class Host implements AutoCloseable {

  private final String namespace;
  private final Path folder;
  private final String lan;
  private final String port;
  private final Process monitor;
  private @Nullable Process daemon;

  Host(String namespace, Path folder, String lan, int number) {
    this.namespace = namespace;
    this.folder = folder;
    this.lan = lan;
    this.port = "p" + number;
    Shell.line("ip netns add " + namespace);
    Shell.line(
        "ip link add eth0 netns %s type veth peer name %s netns %s"
            .formatted(namespace, port, lan));
    Shell.line("ip -n %s link set %s master br0 up".formatted(lan, port));
    Shell.line("ip -n %s link set eth0 addrgenmode none".formatted(namespace));
    Shell.line("ip -n %s link set lo up".formatted(namespace));
    Shell.line("ip -n %s link set eth0 up".formatted(namespace));
    Shell.line("ip -n %s addr add 10.9.0.%d/24 dev eth0".formatted(namespace, number));
    Shell.line("ip -n %s addr add fe80::%d/64 dev eth0 nodad".formatted(namespace, number));
    this.monitor = start("monitor", "ip", "-ts", "-o", "monitor", "address");
  }

  /// Starts a program in the namespace, its output in a file of that name.
  private Process start(String name, String... command) {
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

  /// When the address was added and taken away, in order.
  List<AddressChange> changes(String address) {
    try {
      return Files.readAllLines(log("monitor")).stream()
          .filter(line -> line.contains(" " + address + "/"))
          .map(AddressChange::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean holds(String address) {
    return Shell.line("ip -n %s -o addr show dev eth0".formatted(namespace))
        .contains(" " + address + "/");
  }

  void startBaton(String config) {
    var file = write("baton.conf", config);
    daemon =
        start(
            "baton",
            "env",
            "QUARKUS_HTTP_PORT=0",
            "bin/baton",
            "run",
            "--config",
            file.toString(),
            "--state-dir",
            folder.resolve("state").toString());
  }

  void startKeepalived(String config) {
    var file = write("keepalived.conf", config);
    daemon =
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
  }

  private Path write(String name, String text) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the daemon in order: it resigns.
  void stopDaemon() {
    end(false);
  }

  /// The host dies: the cable is pulled and the daemon killed; nothing of it is left.
  void crash() {
    Shell.line("ip -n %s link set %s down".formatted(lan, port));
    end(true);
  }

  /// Only the daemon dies: what it put into the kernel is left to the kernel.
  void killDaemon() {
    end(true);
  }

  /// The daemon does not run until `thaw`.
  void freeze() {
    signal("-STOP");
  }

  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    var running = daemon;
    if (running == null) {
      throw new IllegalStateException("no daemon on " + namespace);
    }
    Shell.line("kill %s %d".formatted(signal, running.pid()));
  }

  /// Switches a crashed host on again, without the addresses it held.
  void powerOn(String address) {
    if (holds(address)) {
      Shell.line("ip -n %s addr del %s/24 dev eth0".formatted(namespace, address));
    }
    Shell.line("ip -n %s link set %s up".formatted(lan, port));
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

  /// What its daemons said, for the message of a failed test.
  String said() {
    return said("baton") + said("keepalived");
  }

  private String said(String name) {
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
