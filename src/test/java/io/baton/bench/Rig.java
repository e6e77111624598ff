package io.baton.bench;

import io.baton.interop.Daemon;
import io.baton.interop.Host;
import io.baton.interop.InstanceText;
import io.baton.interop.Lan;
import io.baton.interop.Poll;
import io.baton.interop.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Two routers and a client on one network, all of one daemon: the first router is the better one.
final class Rig implements AutoCloseable {

  static final String VIP = "10.9.0.100";
  static final int FIRST = 150;
  static final int SECOND = 100;

  /// Both daemons run in a real-time class, with their memory locked; keepalived ends itself when
  /// it runs for 10 ms without a pause, which happens where the processors are shared.
  private static final String REALTIME =
      """
      global_defs {
        vrrp_rt_priority 50
        vrrp_no_swap
        vrrp_rlimit_rttime 1000000
      }
      """;

  private static final double START = 60;
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+([0-9]+) kB");

  private final Path folder;
  private final Daemon daemon;
  private final String global;
  private final Lan lan;
  private final Host first;
  private final Host second;
  private final Host client;
  private int captures;

  Rig(Daemon daemon) {
    this(daemon, REALTIME);
  }

  /// Without a real-time class: keepalived lowers its own limit again when it reloads, and is
  /// killed.
  static Rig reloadable(Daemon daemon) {
    return new Rig(daemon, "");
  }

  private Rig(Daemon daemon, String global) {
    this.daemon = daemon;
    this.global = global;
    try {
      folder = Files.createTempDirectory("bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lan = new Lan(folder);
    first = lan.host("a", 1);
    second = lan.host("b", 2);
    client = lan.host("c", 50);
  }

  Host first() {
    return first;
  }

  Host second() {
    return second;
  }

  Host client() {
    return client;
  }

  Capture capture() {
    return capture(List.of("eth0"));
  }

  Capture capture(List<String> devices) {
    return new Capture(client, devices, folder.resolve("capture" + captures++));
  }

  /// The first router is gone, with what it did on those devices.
  void crashFirst(List<String> devices) {
    first.kill();
    devices.forEach(d -> Shell.line("ip -n %s link set %s down".formatted(first, d)));
  }

  /// Further networks that all hosts are on, with a device of that name each.
  void addNetworks(List<String> devices) {
    devices.forEach(lan::network);
  }

  /// Asks for an echo of the virtual address each millisecond.
  Process probe() {
    return client.start("ping", "ping", "-q", "-n", "-i", "0.001", VIP);
  }

  Process startFirst(String instances) {
    return daemon.start(first, global + instances);
  }

  Process startSecond(String instances) {
    return daemon.start(second, global + instances);
  }

  /// Another configuration for the first router, which is not told of it.
  void writeFirst(String instances) {
    daemon.write(first, global + instances);
  }

  static InstanceText instance(double interval) {
    return InstanceText.of(3, interval, VIP);
  }

  /// Both run, and the first one has held the address for two intervals.
  void startBoth(InstanceText instance) {
    startSecond(instance.at(SECOND));
    startFirst(instance.at(FIRST));
    awaitFirst(instance.interval());
  }

  void awaitFirst(double interval) {
    try {
      Poll.during(
          "the first router alone has the address",
          2 * interval + 0.2,
          START,
          () -> first.holds(VIP) && !second.holds(VIP));
    } catch (RuntimeException e) {
      throw new IllegalStateException(first.said() + "\n---\n" + second.said(), e);
    }
  }

  void awaitSecond() {
    Poll.until("the second router has the address", START, () -> second.holds(VIP));
  }

  /// Memory that only this daemon has, its children's too, in MiB.
  static double memory(Process daemon) {
    double sum = 0;
    for (ProcessHandle process : family(daemon)) {
      Matcher matcher = PSS.matcher(proc(process, "smaps_rollup"));
      sum += matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : 0;
    }
    return sum;
  }

  /// Time on the processors since the start, in seconds.
  static double processorTime(Process daemon) {
    double ticks = 0;
    for (ProcessHandle process : family(daemon)) {
      // proc_pid_stat(5): utime and stime are the 14th and 15th fields; the 2nd is in brackets.
      String stat = proc(process, "stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks / 100;
  }

  private static List<ProcessHandle> family(Process daemon) {
    return Stream.concat(Stream.of(daemon.toHandle()), daemon.descendants()).toList();
  }

  private static String proc(ProcessHandle process, String name) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lan.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
