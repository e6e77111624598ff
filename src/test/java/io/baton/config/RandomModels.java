package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.AddressOptions;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Valid models in which every component takes several values, the same for the same seed.
final class RandomModels {

  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private static final List<String> TEXTS =
      List.of(
          "a",
          "null",
          "Yes",
          "5",
          "1.5",
          "0x1f",
          "~",
          "<<",
          "${NAME}",
          "$x",
          "a: b",
          "a #b",
          " a ",
          "'",
          "\"q\\",
          "[x]",
          "{}",
          "-",
          "- a",
          "&a",
          "*a",
          "!t",
          "%a",
          "@a",
          "`",
          "ä\u00df",
          "x\u2028y",
          "\ud83d\ude00",
          "2s",
          "2026-11-24",
          "12:30",
          "=",
          "|",
          ">",
          "?",
          ",",
          "\u00a0",
          "\ufeff");

  private final RandomGenerator random;

  RandomModels(long seed) {
    random = RANDOM.create(seed);
  }

  BatonConfig next() {
    List<ScriptConfig> scripts = several(i -> script("script " + i + text()));
    List<ProcessConfig> processes = several(i -> process("process " + i + text()));
    List<FileConfig> files =
        several(
            i ->
                new FileConfig(
                    i + text(),
                    path(),
                    number(-254, 254),
                    flag(),
                    maybe(() -> new FileConfig.Initial(number(-254, 254), flag()))));
    List<CheckConfig> checks = several(i -> check("check " + i + text()));
    var known = new Known(scripts, processes, files, checks);
    List<InstanceConfig> instances = several(i -> instance(i, known));
    return new BatonConfig(
        global(),
        scripts,
        processes,
        files,
        checks,
        instances,
        groups(instances, known),
        new StaticConfig(
            several(i -> address(flag(), i)), several(_ -> route(flag())), several(_ -> rule())),
        several(i -> notifier("n" + i)));
  }

  private record Known(
      List<ScriptConfig> scripts,
      List<ProcessConfig> processes,
      List<FileConfig> files,
      List<CheckConfig> checks) {}

  private GlobalConfig global() {
    return new GlobalConfig(
        maybe(this::text),
        maybe(this::user),
        flag(),
        maybe(this::mail),
        orZero(this::duration),
        orZero(this::duration),
        orZero(this::duration),
        several(
            i -> new AnnounceGroupConfig(List.of("if" + i), orZero(this::duration), duration())),
        new RealtimeConfig(number(0, 99), flag()),
        several(_ -> new FifoConfig(path(), maybe(this::user), maybe(this::command), flag())));
  }

  private MailConfig mail() {
    var login = maybe(() -> new MailConfig.Login(text(), new Secret(text())));
    return new MailConfig(
        atLeastOne(_ -> text()),
        maybe(this::text),
        text(),
        number(1, 65_535),
        duration(),
        maybe(this::text),
        flag(),
        login == null
            ? of(List.of(MailConfig.Tls.values()))
            : of(List.of(MailConfig.Tls.TLS, MailConfig.Tls.STARTTLS)),
        maybe(this::path),
        login);
  }

  private ScriptConfig script(String name) {
    return new ScriptConfig(
        name,
        command(),
        duration(),
        orZero(this::duration),
        number(-253, 253),
        flag(),
        number(1, 10_000),
        number(1, 10_000),
        flag());
  }

  private ProcessConfig process(String name) {
    int quorum = number(0, 65_535);
    return new ProcessConfig(
        name,
        text(),
        maybe(() -> several(_ -> text())),
        of(List.of(ProcessConfig.ParameterMatch.values())),
        number(-254, 254),
        flag(),
        quorum,
        number(Math.max(1, quorum), 65_535),
        orZero(this::duration),
        orZero(this::duration),
        flag());
  }

  private CheckConfig check(String name) {
    CheckConfig.Probe probe =
        switch (number(0, 3)) {
          case 0 ->
              new CheckConfig.Http(
                  "https://a.example/" + number(0, 9),
                  several(_ -> number(100, 599)),
                  maybe(this::text),
                  maybe(this::path),
                  flag());
          case 1 -> new CheckConfig.Tcp("host" + number(0, 9), number(1, 65_535));
          default -> new CheckConfig.Ping(ip(flag(), number(0, 9)));
        };
    return new CheckConfig(
        name,
        probe,
        duration(),
        orZero(this::duration),
        number(-253, 253),
        flag(),
        number(1, 10_000),
        number(1, 10_000));
  }

  private InstanceConfig instance(int index, Known known) {
    boolean six = flag();
    VrrpVersion version = six || flag() ? VrrpVersion.V3 : VrrpVersion.V2;
    boolean preempt = flag();
    var unicast = maybe(() -> new UnicastConfig(maybe(() -> ip(six, 99)), peers(six)));
    var builder =
        InstanceConfig.named("instance " + index + text())
            .interfaceName("eth" + index)
            .virtualRouterId(number(1, 127) * 2 + index % 2)
            .version(version)
            .priority(number(1, 255))
            .advertInterval(
                version == VrrpVersion.V2
                    ? Duration.ofSeconds(number(1, 255))
                    : Duration.ofMillis(10L * number(1, 4095)))
            .preempt(preempt)
            .preemptDelay(preempt ? Duration.ofMillis(number(0, 1_000_000)) : Duration.ZERO)
            .password(
                version == VrrpVersion.V2 ? maybe(() -> new Secret("p" + number(0, 9))) : null)
            .unicast(unicast)
            .addresses(atLeastOne(i -> address(six, 16 * index + i)))
            .excludedAddresses(several(i -> address(flag(), 4096 + 16 * index + i)))
            .routes(several(_ -> route(flag())))
            .rules(several(_ -> rule()))
            .trackScripts(scripts(known))
            .tracking(tracking(known))
            .notifyScripts(notifyScripts())
            .election(new ElectionConfig(number(1, 100), flag(), flag(), flag(), flag()))
            .announce(announce())
            .virtualMac(maybe(() -> new VirtualMacConfig(maybe(() -> "mac" + index), flag())))
            .hmac(maybe(this::hmac))
            .promoteSecondaries(flag())
            .accept(flag());
    return builder.transport(transport(six, unicast)).build();
  }

  private List<InetAddress> peers(boolean six) {
    return atLeastOne(i -> ip(six, 100 + i));
  }

  private TransportConfig transport(boolean six, @Nullable UnicastConfig unicast) {
    var ttls = new ArrayList<TransportConfig.PeerTtl>();
    for (InetAddress peer : unicast == null ? List.<InetAddress>of() : unicast.peers()) {
      if (flag()) {
        int least = number(0, 255);
        ttls.add(new TransportConfig.PeerTtl(peer, least, number(least, 255)));
      }
    }
    return new TransportConfig(
        maybe(() -> ip(six, 98)),
        flag(),
        maybe(() -> InetAddress.ofLiteral(six ? "ff02::99" : "224.0.0.99")),
        number(0, 255),
        ttls,
        flag(),
        flag());
  }

  private AnnounceConfig announce() {
    return new AnnounceConfig(
        orZero(this::duration),
        number(1, 1000),
        orZero(this::duration),
        number(1, 1000),
        orZero(this::duration),
        number(0, 1000),
        orZero(this::duration),
        flag());
  }

  private HmacConfig hmac() {
    List<HmacConfig.Key> keys =
        atLeastOne(
            i ->
                new HmacConfig.Key(
                    1 + 50 * i + number(0, 49), new Secret("5e".repeat(number(32, 64)))));
    return new HmacConfig(
        keys,
        of(keys).id(),
        orZero(() -> Duration.ofSeconds(number(1, 300))),
        of(List.of(HmacConfig.AntiReplay.values())),
        of(List.of(HmacConfig.Mode.values())));
  }

  private List<TrackedScript> scripts(Known known) {
    return known.scripts.stream()
        .filter(_ -> flag())
        .map(s -> new TrackedScript(s.name(), maybe(() -> number(-253, 253)), maybe(this::flag)))
        .toList();
  }

  private TrackingConfig tracking(Known known) {
    return new TrackingConfig(
        several(i -> tracked("trk" + i)),
        known.processes.stream().filter(_ -> flag()).map(p -> tracked(p.name())).toList(),
        known.files.stream().filter(_ -> flag()).map(f -> tracked(f.name())).toList(),
        known.checks.stream().filter(_ -> flag()).map(c -> tracked(c.name())).toList(),
        flag());
  }

  private Tracked tracked(String name) {
    return new Tracked(name, maybe(() -> number(-254, 254)), maybe(this::flag));
  }

  private List<SyncGroupConfig> groups(List<InstanceConfig> instances, Known known) {
    var groups = new ArrayList<SyncGroupConfig>();
    for (InstanceConfig instance : instances) {
      if (flag()) {
        groups.add(
            new SyncGroupConfig(
                "group " + groups.size() + text(),
                List.of(instance.name()),
                scripts(known),
                tracking(known),
                flag(),
                notifyScripts()));
      }
    }
    return groups;
  }

  private NotifyConfig notifyScripts() {
    return new NotifyConfig(
        maybe(this::command),
        maybe(this::command),
        maybe(this::command),
        maybe(this::command),
        maybe(this::command),
        maybe(this::command),
        maybe(this::command),
        flag(),
        flag(),
        flag());
  }

  private VirtualAddress address(boolean six, int index) {
    IpPrefix peer = maybe(() -> prefix(six));
    return new VirtualAddress(
        ip(six, 256 + index),
        number(0, six ? 128 : 32),
        maybe(() -> "dev" + number(0, 9)),
        six ? null : maybe(() -> "dev:" + number(0, 9)),
        six ? null : maybe(() -> ip(false, number(0, 255))),
        number(0, 255),
        new AddressOptions(
            peer,
            flag(),
            flag(),
            flag(),
            flag() ? OptionalLong.empty() : OptionalLong.of(unsigned()),
            flag(),
            flag(),
            flag()));
  }

  private VirtualRoute route(boolean six) {
    int type = of(List.of(1, 1, 6, 7, 8, 11));
    List<VirtualRoute.NextHop> hops =
        type == 1
            ? several(
                i ->
                    new VirtualRoute.NextHop(
                        ip(six, i), maybe(this::device), number(1, 256), flag()))
            : List.of();
    return new VirtualRoute(
        prefix(six),
        type,
        type == 1 && hops.isEmpty() ? ip(six, number(0, 9)) : null,
        maybe(this::device),
        maybe(() -> ip(six, 9)),
        unsigned(),
        unsigned(),
        number(0, 255),
        number(0, 255),
        number(0, 65_535),
        number(0, 65_535),
        flag(),
        hops,
        flag());
  }

  private VirtualRule rule() {
    boolean six = flag();
    return new VirtualRule(
        six ? AddressFamily.IPV6 : AddressFamily.IPV4,
        maybe(() -> prefix(six)),
        maybe(() -> prefix(six)),
        maybe(this::device),
        maybe(this::device),
        of(List.of(1, 6, 7, 8)),
        1 + unsigned() / 2,
        flag() ? OptionalLong.empty() : OptionalLong.of(unsigned()),
        flag() ? OptionalLong.empty() : OptionalLong.of(unsigned()),
        unsigned(),
        number(0, 255));
  }

  private NotifierConfig notifier(String name) {
    return new NotifierConfig(
        name,
        new NotifierConfig.Events(
            several(_ -> of(NotifierRules.TYPES)),
            several(_ -> text()),
            several(_ -> of(List.of("MASTER", "BACKUP", "FAULT", "STOP")))),
        flag() ? webhook() : new NotifierConfig.Kafka("t" + number(0, 9), mode()));
  }

  private NotifierConfig.Mode mode() {
    return of(List.of(NotifierConfig.Mode.values()));
  }

  private NotifierConfig.Webhook webhook() {
    boolean certificate = flag();
    return new NotifierConfig.Webhook(
        "https://b.example/" + number(0, 9),
        several(i -> new NotifierConfig.Header("x-" + i, new Secret("v " + number(0, 9)))),
        several(i -> new Secret("whsec_" + "QUJD".repeat(8 + i))),
        Duration.ofMillis(number(1, 120_000)),
        maybe(this::path),
        certificate ? path() : null,
        certificate ? path() : null);
  }

  private Command command() {
    var words = new ArrayList<>(several(_ -> text()));
    words.addFirst(path());
    return new Command(words, maybe(this::user));
  }

  private ScriptUser user() {
    return new ScriptUser(text(), maybe(this::text));
  }

  private InetAddress ip(boolean six, int index) {
    return InetAddress.ofLiteral(
        six ? "fd00::1:%x".formatted(index) : "10.1.%d.%d".formatted(index / 256, index % 256));
  }

  private IpPrefix prefix(boolean six) {
    return new IpPrefix(ip(six, number(0, 255)), number(0, six ? 128 : 32));
  }

  private String device() {
    return "dev" + number(0, 9);
  }

  private String path() {
    return "/" + text();
  }

  private String text() {
    return of(TEXTS);
  }

  private Duration duration() {
    return Duration.ofNanos(random.nextLong(1, 86_400_000_000_001L));
  }

  private Duration orZero(Supplier<Duration> other) {
    return flag() ? Duration.ZERO : other.get();
  }

  private long unsigned() {
    return of(List.of(0L, 1L, 254L, 0xffff_fffeL, 0xffff_ffffL, (long) number(0, 1000)));
  }

  private int number(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private boolean flag() {
    return random.nextBoolean();
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return flag() ? value.get() : null;
  }

  private <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> List<T> several(IntFunction<T> make) {
    return list(number(0, 3), make);
  }

  private <T> List<T> atLeastOne(IntFunction<T> make) {
    return list(number(1, 4), make);
  }

  private static <T> List<T> list(int size, IntFunction<T> make) {
    var all = new ArrayList<T>();
    for (int i = 0; i < size; i++) {
      all.add(make.apply(i));
    }
    return all;
  }
}
