package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes one instance of its mapping in a document.
final class YamlInstance {

  private final YamlFields fields;
  private final Reading reading;
  private final String pointer;
  private final InstanceConfig.Builder instance;

  YamlInstance(YamlDocument.Named named, int index, Reading reading) {
    fields = named.fields();
    this.reading = reading;
    pointer = "/instances/" + index;
    instance = InstanceConfig.named(named.name());
    reading.place(pointer, named.position());
    reading.place(pointer + "/name", named.position());
  }

  void addTo(List<InstanceConfig> instances) {
    fields.require("interface", pointer + "/interfaceName", reading.positionOf(pointer));
    fields.require("virtualRouterId", pointer + "/virtualRouterId", reading.positionOf(pointer));
    fields.text("interface", pointer + "/interfaceName", instance::interfaceName);
    fields.number("virtualRouterId", pointer + "/virtualRouterId", instance::virtualRouterId);
    fields.number("priority", pointer + "/priority", instance::priority);
    fields.duration("advertInterval", pointer + "/advertInterval", instance::advertInterval);
    fields.flag("preempt", pointer + "/preempt", instance::preempt);
    fields.duration("preemptDelay", pointer + "/preemptDelay", instance::preemptDelay);
    fields.text("password", pointer + "/password", v -> instance.password(new Secret(v)));
    fields.mapping("unicast", pointer + "/unicast", this::unicast);
    List<VirtualAddress> addresses = addresses();
    instance.addresses(addresses);
    version(addresses);
    instance.trackScripts(trackScripts());
    fields.mapping("notify", pointer + "/notifyScripts", this::notifications);
    fields.finish();
    instances.add(instance.build());
  }

  /// Without a word about it an instance has version 2, or 3 when its addresses are IPv6.
  private void version(List<VirtualAddress> addresses) {
    boolean ipv6 = !addresses.isEmpty() && addresses.getFirst().family() == AddressFamily.IPV6;
    instance.version(ipv6 ? VrrpVersion.V3 : VrrpVersion.V2);
    fields.number(
        "version",
        pointer + "/version",
        v -> {
          switch (v) {
            case 2 -> instance.version(VrrpVersion.V2);
            case 3 -> instance.version(VrrpVersion.V3);
            default ->
                reading.error(
                    "out-of-range",
                    reading.positionOf(pointer + "/version"),
                    "there is no version " + v + "; 2 or 3 is right");
          }
        });
  }

  private void unicast(YamlFields unicast) {
    var peers = new ArrayList<InetAddress>();
    String place = pointer + "/unicast";
    for (YamlNode node : unicast.list("peers", place + "/peers")) {
      unicast
          .item("peers", node)
          .flatMap(s -> unicast.address("peers", s))
          .ifPresent(
              address -> {
                reading.place(place + "/peers/" + peers.size(), node.position());
                peers.add(address);
              });
    }
    var draft =
        new Object() {
          @Nullable InetAddress source;
        };
    unicast.address("source", place + "/source", v -> draft.source = v);
    unicast.finish();
    instance.unicast(new UnicastConfig(draft.source, peers));
  }

  private List<VirtualAddress> addresses() {
    var addresses = new ArrayList<VirtualAddress>();
    for (YamlNode node : fields.list("addresses", pointer + "/addresses")) {
      String place = pointer + "/addresses/" + addresses.size();
      reading.place(place, node.position());
      switch (node) {
        case YamlNode.Scalar scalar ->
            prefix(fields, scalar)
                .ifPresent(p -> addresses.add(VirtualAddress.of(p.address(), p.length())));
        case YamlNode.Mapping mapping ->
            address(new YamlFields(mapping, reading), place).ifPresent(addresses::add);
        case YamlNode.Sequence sequence ->
            fields.wrongType("an entry of addresses", sequence, "an address or a mapping");
      }
    }
    return addresses;
  }

  private static Optional<IpLiteral.Prefix> prefix(YamlFields fields, YamlNode.Scalar scalar) {
    Optional<IpLiteral.Prefix> prefix = IpLiteral.parsePrefix(scalar.text());
    if (prefix.isEmpty()) {
      fields.bad("an address", scalar, "ADDRESS or ADDRESS/LENGTH");
    }
    return prefix;
  }

  private Optional<VirtualAddress> address(YamlFields address, String place) {
    var draft =
        new Object() {
          @Nullable String device;
          @Nullable String label;
          @Nullable InetAddress broadcast;
          int scope;
        };
    Optional<IpLiteral.Prefix> prefix =
        address
            .node("address", place + "/address")
            .flatMap(node -> address.item("address", node))
            .flatMap(scalar -> prefix(address, scalar));
    address.require("address", place + "/address", address.position());
    address.text("device", place + "/device", v -> draft.device = v);
    address.text("label", place + "/label", v -> draft.label = v);
    address.address("broadcast", place + "/broadcast", v -> draft.broadcast = v);
    scope(address, place + "/scope", v -> draft.scope = v);
    address.finish();
    return prefix.map(
        p ->
            new VirtualAddress(
                p.address(), p.length(), draft.device, draft.label, draft.broadcast, draft.scope));
  }

  private static void scope(YamlFields address, String place, Consumer<Integer> use) {
    address
        .node("scope", place)
        .flatMap(node -> address.item("scope", node))
        .ifPresent(
            scalar -> {
              OptionalInt scope = Scope.parse(scalar.text());
              if (scope.isPresent()) {
                use.accept(scope.getAsInt());
              } else {
                address.bad("scope", scalar, "global, site, link, host, nowhere or 0 to 255");
              }
            });
  }

  private List<TrackedScript> trackScripts() {
    var tracked = new ArrayList<TrackedScript>();
    for (YamlNode node : fields.list("trackScripts", pointer + "/trackScripts")) {
      String place = pointer + "/trackScripts/" + tracked.size();
      reading.place(place, node.position());
      reading.place(place + "/script", node.position());
      if (node instanceof YamlNode.Mapping mapping) {
        tracked.add(tracked(new YamlFields(mapping, reading), place));
      } else {
        fields
            .item("trackScripts", node)
            .ifPresent(s -> tracked.add(new TrackedScript(s.text(), null, null)));
      }
    }
    return tracked;
  }

  private static TrackedScript tracked(YamlFields script, String place) {
    var draft =
        new Object() {
          String name = "";
          @Nullable Integer weight;
          @Nullable Boolean reverse;
        };
    script.text("script", place + "/script", v -> draft.name = v);
    script.number("weight", place + "/weight", v -> draft.weight = v);
    script.flag("reverse", place + "/reverse", v -> draft.reverse = v);
    script.finish();
    return new TrackedScript(draft.name, draft.weight, draft.reverse);
  }

  private void notifications(YamlFields scripts) {
    var draft =
        new Object() {
          @Nullable Command master;
          @Nullable Command backup;
          @Nullable Command fault;
          @Nullable Command stop;
          @Nullable Command any;
        };
    command(scripts, "master", v -> draft.master = v);
    command(scripts, "backup", v -> draft.backup = v);
    command(scripts, "fault", v -> draft.fault = v);
    command(scripts, "stop", v -> draft.stop = v);
    command(scripts, "any", v -> draft.any = v);
    scripts.finish();
    instance.notifyScripts(
        new NotifyConfig(draft.master, draft.backup, draft.fault, draft.stop, draft.any));
  }

  /// A command is its words, or a mapping of `command` and `user`.
  private void command(YamlFields scripts, String key, Consumer<Command> use) {
    String place = pointer + "/notifyScripts/" + key;
    Optional<YamlNode> node = scripts.node(key, place);
    if (node.isEmpty()) {
      return;
    }
    if (node.get() instanceof YamlNode.Mapping mapping) {
      var draft =
          new Object() {
            List<String> words = List.of();
            @Nullable ScriptUser user;
          };
      var command = new YamlFields(mapping, reading);
      command
          .node("command", place + "/words")
          .flatMap(n -> YamlDocument.words(command, "command", n))
          .ifPresent(v -> draft.words = v);
      YamlDocument.user(command, "user", place + "/user", v -> draft.user = v);
      command.finish();
      use.accept(new Command(draft.words, draft.user));
    } else {
      YamlDocument.words(scripts, key, node.get()).ifPresent(w -> use.accept(new Command(w, null)));
    }
  }
}
