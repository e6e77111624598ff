package io.baton.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.engine.Link;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A network namespace with an event loop whose thread is inside it.
final class TestHost implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final ObjectMapper JSON = new ObjectMapper();

  final String name =
      "baton-it-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.getAndIncrement());
  final EngineLoop loop;
  final LinuxNetwork network;

  private TestHost(Vertx vertx) {
    run(List.of("ip", "netns", "add", name));
    loop = new EngineLoop(vertx);
    network =
        onLoop(
            () -> {
              Namespaces.enter(name);
              return new LinuxNetwork(loop);
            });
    sysctl("net.ipv6.conf.default.accept_dad", 0);
    ip("link set lo up");
  }

  /// Aborts the test, in plain words, where the kernel cannot be used.
  static TestHost create(Vertx vertx) {
    var missing = Privileges.missing();
    assumeTrue(
        missing.isEmpty(), () -> "KERNEL TESTS DID NOT RUN: this process " + missing.orElseThrow());
    return new TestHost(vertx);
  }

  /// Joins two hosts by a cable, `eth0` on both ends, and waits until both ends can speak.
  static void connect(TestHost left, TestHost right) {
    left.ip("link add eth0 type veth peer name eth0 netns " + right.name);
    for (var host : List.of(left, right)) {
      host.ip("link set eth0 up");
    }
    for (var host : List.of(left, right)) {
      await().until(() -> host.link("eth0").up() && host.hasLinkLocal());
    }
  }

  private boolean hasLinkLocal() {
    return link("eth0").addresses().stream().anyMatch(a -> a.address().isLinkLocalAddress());
  }

  /// What a fresh look at the kernel's tables says.
  Link link(String interfaceName) {
    return links().stream().filter(l -> l.name().equals(interfaceName)).findFirst().orElseThrow();
  }

  List<Link> links() {
    return onLoop(
        () -> {
          try (var monitor = new LinkMonitor(_ -> {}, _ -> {})) {
            return monitor.start();
          }
        });
  }

  /// The result of a task on the event loop, or its exception.
  <T> T onLoop(Supplier<T> task) {
    var result = new CompletableFuture<T>();
    loop.execute(
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  void onLoop(Runnable task) {
    onLoop(
        () -> {
          task.run();
          return name;
        });
  }

  String ip(String arguments) {
    var command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(arguments.split(" ")));
    return run(command);
  }

  /// The addresses of an interface as `ip -j addr` shows them.
  List<JsonNode> addressesOf(String interfaceName) {
    try {
      var addresses = new ArrayList<JsonNode>();
      JSON.readTree(ip("-j -d addr show dev " + interfaceName))
          .get(0)
          .get("addr_info")
          .forEach(addresses::add);
      return addresses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sysctl(String key, int value) {
    exec("sysctl -qw " + key + "=" + value);
  }

  int sysctl(String key) {
    return Integer.parseInt(exec("sysctl -n " + key).strip());
  }

  /// What a program inside prints.
  String exec(String command) {
    var words = new ArrayList<>(List.of("ip", "netns", "exec", name));
    words.addAll(List.of(command.split(" ")));
    return run(words);
  }

  private static String run(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(Duration.ofSeconds(20)) || process.exitValue() != 0) {
        throw new IllegalStateException("%s: %s".formatted(String.join(" ", command), output));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Removes hosts; those that were never made are null.
  static void closeAll(@Nullable TestHost... hosts) {
    for (var host : hosts) {
      if (host != null) {
        host.close();
      }
    }
  }

  @Override
  public void close() {
    onLoop(network::close);
    loop.close();
    run(List.of("ip", "netns", "del", name));
  }
}
