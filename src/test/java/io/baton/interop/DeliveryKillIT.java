package io.baton.interop;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two daemons that elect each other are killed again and again at random moments, while links and
/// trackers come and go and so do two webhooks, a mail server and a Kafka broker.
@Timeout(600)
class DeliveryKillIT {

  private static final Logger LOG = Logger.getLogger(DeliveryKillIT.class);
  private static final int KILLS = Integer.getInteger("baton.kills", 50);
  private static final String RECEIVERS = "10.9.0.3";
  private static final double START = 60;
  private static final int INSTANCES = 6;
  private static final String RUNNING = "running: " + INSTANCES + " instances";

  /// An event of the last moment before a kill may not be on the disk yet. In milliseconds.
  private static final long MOMENT = 500;

  private static final Pattern LOGGED =
      Pattern.compile("(?m)^(\\S+ \\S+) +[A-Z]+ +B201 (\\S+): (\\S+) -> (\\S+) \\(priority ");
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  @TempDir private Path folder;
  private Lan lan;
  private Hook pager;
  private Hook archive;
  private Mailbox mailbox;
  private Topics topics;
  private final List<Node> nodes = new ArrayList<>();
  private volatile boolean killing = true;

  private final long seed = Long.getLong("seed", System.nanoTime());

  @BeforeEach
  void start() throws Exception {
    LOG.infof("seed %d", seed);
    lan = new Lan(folder);
    nodes.add(new Node("a", 1, 110));
    nodes.add(new Node("b", 2, 100));
    var receivers = lan.host("c", 3);
    pager = new Hook(receivers, folder, "pager", 9001);
    archive = new Hook(receivers, folder, "archive", 9002);
    mailbox = new Mailbox(receivers, folder, RECEIVERS);
    topics = new Topics(receivers, folder, "10.9.0.33", 9092, "vrrp");
    topics.on();
    pager.on();
    archive.on();
    mailbox.on();
    pager.awaitListening();
    archive.awaitListening();
    topics.awaitListening();
  }

  @AfterEach
  void removeAll() throws IOException {
    for (AutoCloseable one : List.of(pager, archive, mailbox, topics, lan)) {
      closeQuietly(one);
    }
  }

  private static void closeQuietly(AutoCloseable one) throws IOException {
    try {
      one.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private RandomGenerator random(String of) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed + of.hashCode());
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
  }

  @Test
  void everyDestinationHasEveryEventInOrderAfterManyKills() throws Exception {
    // Given
    var start = Instant.now();

    // When
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var shakers = List.of(threads.submit(this::moveTrackers), threads.submit(this::annoy));
      var killers = nodes.stream().map(node -> threads.submit(node::killOften)).toList();
      for (var killer : killers) {
        killer.get();
      }
      killing = false;
      for (var shaker : shakers) {
        shaker.get();
      }
    }
    var killed = Instant.now();
    mendAll();
    nodes.forEach(Node::start);
    nodes.forEach(Node::awaitDelivered);

    // Then
    LOG.infof(
        "%d kills in %d s, delivered %d s later",
        KILLS,
        Duration.between(start, killed).toSeconds(),
        Duration.between(killed, Instant.now()).toSeconds());
    for (var node : nodes) {
      node.check();
    }
  }

  /// Links and files of both nodes, so that instances fail and change their priorities.
  private void moveTrackers() {
    var random = random("trackers");
    while (killing) {
      var node = nodes.get(random.nextInt(nodes.size()));
      switch (random.nextInt(3)) {
        case 0 -> node.host.cutSecondLink();
        case 1 -> node.host.mendSecondLink();
        default -> node.write(random.nextInt(-50, 50));
      }
      pause(random.nextInt(20, 200));
    }
  }

  /// Receivers go, hang, fail and come back, each for itself.
  private Void annoy() throws Exception {
    var random = random("receivers");
    boolean isBrokerThere = true;
    while (killing) {
      switch (random.nextInt(8)) {
        case 0 -> pager.be(anyOf(random));
        case 1 -> archive.be(anyOf(random));
        case 2, 3 -> pager.answer();
        case 4, 5 -> archive.answer();
        case 6 -> {
          mailbox.off();
          pause(random.nextInt(1000));
          mailbox.on();
        }
        default -> {
          isBrokerThere = !isBrokerThere;
          moveBroker(isBrokerThere);
        }
      }
      pause(random.nextInt(200, 800));
    }
    if (!isBrokerThere) {
      topics.come();
    }
    return null;
  }

  private void moveBroker(boolean there) {
    if (there) {
      topics.come();
    } else {
      topics.leave();
    }
  }

  private static HookReceiver.Mode anyOf(RandomGenerator random) {
    var modes = List.of(HookReceiver.Mode.HANG, HookReceiver.Mode.FAIL, HookReceiver.Mode.AWAY);
    return modes.get(random.nextInt(modes.size()));
  }

  private void mendAll() throws IOException {
    pager.answer();
    archive.answer();
    for (var node : nodes) {
      node.host.mendSecondLink();
      node.write(0);
    }
  }

  /// A transition that the log of a daemon tells of.
  private record Logged(LocalDateTime time, String instance, String from, String to) {

    boolean is(JsonNode event) {
      var at =
          LocalDateTime.ofInstant(
              Instant.parse(event.path("time").asText()), ZoneId.systemDefault());
      return event.path("subject").asText().equals(instance)
          && event.at("/data/from").asText().equals(from)
          && event.at("/data/to").asText().equals(to)
          && Math.abs(Duration.between(at, time).toMillis()) < MOMENT;
    }
  }

  /// A host with a daemon that is killed.
  private final class Node {
    private final String name;
    private final int priority;
    private final Host host;
    private final Rest rest;
    private final List<LocalDateTime> kills = new CopyOnWriteArrayList<>();

    Node(String name, int number, int priority) {
      this.name = name;
      this.priority = priority;
      this.host = lan.host(name, number);
      this.rest = new Rest(host, host.stateDir());
      write(0);
    }

    private Path tracked() {
      return folder.resolve("tracked-" + name);
    }

    void write(int value) {
      try {
        Files.writeString(tracked(), value + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String config() {
      return """
      routerId: %s
      files: {load: {path: "%s"}}
      mail:
        to: [ops@example.org]
        from: ha@example.org
        host: %s
        port: %d
        tls: starttls
        caFile: "%s"
        user: %s
        password: %s
      notifiers:
        pager: { webhook: { url: "%s", timeout: 2s } }
        archive: { webhook: { url: "%s", timeout: 2s } }
        topic: { kafka: { topic: vrrp } }
      instances:
      """
              .formatted(
                  name,
                  tracked(),
                  RECEIVERS,
                  Mailbox.PORT,
                  mailbox.authority(),
                  Mailbox.USER,
                  Mailbox.PASSWORD,
                  pager.url(RECEIVERS),
                  archive.url(RECEIVERS))
          + IntStream.rangeClosed(1, INSTANCES).mapToObj(this::instance).collect(joining());
    }

    /// Every second one fails with its link, the others change their priority.
    private String instance(int number) {
      return """
        VI_%d:
          { interface: eth0, virtualRouterId: %d, version: 3, advertInterval: 100ms,
            priority: %d, addresses: [10.9.0.%d/24], track: { %s } }
      """
          .formatted(
              number,
              50 + number,
              priority,
              100 + number,
              number % 2 == 0 ? "interfaces: [eth1]" : "files: [load]");
    }

    void start() {
      host.startBaton(
          "baton.yaml",
          config(),
          Map.of(
              "QUARKUS_HTTP_PORT",
              "8080",
              "BATON_API_LOOPBACK_ROLE",
              "operator",
              "BATON_JAVA_OPTS",
              "-XX:TieredStopAtLevel=1",
              "BATON_KAFKA_ENABLED",
              "true",
              "KAFKA_BOOTSTRAP_SERVERS",
              topics.servers()));
    }

    void killOften() {
      var random = random(name);
      for (int i = 0; i < KILLS / 2; i++) {
        long runs = runs();
        start();
        // One of five dies while it starts.
        if (random.nextInt(5) > 0) {
          Poll.until(name + " runs", START, () -> runs() > runs);
          pause(random.nextInt(1500));
        } else {
          pause(random.nextInt(3000));
        }
        assertThat(host.isRunning()).as(host::said).isTrue();
        kills.add(LocalDateTime.now(ZoneId.systemDefault()));
        host.kill();
      }
    }

    private long runs() {
      return host.said().lines().filter(line -> line.endsWith(RUNNING)).count();
    }

    /// Each destination is asked not to wait, and has nothing left to do.
    void awaitDelivered() {
      rest.await();
      Poll.during(
          name + " has delivered",
          2,
          120,
          () -> {
            boolean done = true;
            var outbox = rest.get("outbox").json();
            for (var destination : outbox.path("destinations")) {
              if (destination.path("backlog").asLong() > 0) {
                done = false;
                rest.send("POST", "outbox/" + destination.path("name").asText() + "/enable", "");
              }
            }
            return done && outbox.path("destinations").size() == 4;
          });
    }

    void check() throws IOException {
      var ledger = Ledger.of(rest);
      ledger.assertWithoutGaps();
      String source = "/baton/" + name + "/";
      int again = 0;
      again += ledger.assertDelivered("pager", from(source, pager.taken()));
      again += ledger.assertDelivered("archive", from(source, archive.taken()));
      again += ledger.assertDelivered("topic", from(source, topics.taken()));
      assertThat(pager.accepted()).as("answered with 204").containsAll(ledger.ids());
      assertThat(archive.accepted()).containsAll(ledger.ids());
      int mails = assertMailed(ledger);
      var lost = lostInTheMoment(ledger);
      LOG.infof(
          "%s: %d events of %d transitions, each delivered to pager, archive and topic, %d"
              + " deliveries came twice; %d mails; %d transitions of the moment of a kill are"
              + " nowhere: %s ms before it",
          name,
          ledger.events().size(),
          ledger.transitions().size(),
          again,
          mails,
          lost.size(),
          lost);
      assertThat(ledger.transitions()).hasSizeGreaterThan(KILLS);
    }

    private static <T extends Received> List<T> from(String source, List<T> taken) {
      return taken.stream()
          .filter(one -> one.event().path("source").asText().startsWith(source))
          .toList();
    }

    private int assertMailed(Ledger ledger) throws IOException {
      var mails = new LinkedHashSet<String>();
      for (var mail : mailbox.taken()) {
        assertThat(mail.user()).isEqualTo(Mailbox.USER);
        if (mail.header("Subject").startsWith("[" + name + "]")) {
          mails.add(mail.id());
        }
      }
      // One and the same state need not be mailed twice.
      var wanted = new ArrayList<>(ledger.mailed());
      wanted.removeIf(id -> !mails.contains(id) && ledger.repeated().contains(id));
      assertThat(List.copyOf(mails)).as("mails of " + name).isEqualTo(wanted);
      return mails.size();
    }

    /// What the log tells of is in the history, but for the last moment before a kill.
    ///
    /// @return how many milliseconds before it those happened that are not
    private List<Long> lostInTheMoment(Ledger ledger) {
      var unused = new ArrayList<>(ledger.transitions());
      var lost = new ArrayList<Long>();
      var matcher = LOGGED.matcher(host.said());
      while (matcher.find()) {
        var logged =
            new Logged(
                LocalDateTime.parse(matcher.group(1), LOG_TIME),
                matcher.group(2),
                matcher.group(3),
                matcher.group(4));
        var kept = unused.stream().filter(logged::is).findFirst();
        if (kept.isPresent()) {
          unused.remove(kept.get());
        } else {
          long before = beforeTheKill(logged.time);
          assertThat(before).as("%s of %s is lost", logged, name).isBetween(-MOMENT, MOMENT);
          lost.add(before);
        }
      }
      assertThat(unused).as("nothing is invented").hasSizeLessThanOrEqualTo(kills.size());
      return lost;
    }

    /// Less than nothing for what happens between the order and the death.
    private long beforeTheKill(LocalDateTime time) {
      return kills.stream()
          .map(kill -> Duration.between(time, kill).toMillis())
          .min(Comparator.comparingLong(Math::abs))
          .orElseThrow();
    }
  }
}
