package io.baton.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads how an instance's advertisements travel and are protected, and how its addresses are
/// announced.
final class YamlTransport {

  private final YamlFields fields;
  private final String pointer;
  private final List<TransportConfig.PeerTtl> ttls = new ArrayList<>();

  YamlTransport(YamlFields fields, String pointer) {
    this.fields = fields;
    this.pointer = pointer;
  }

  void addTo(InstanceConfig.Builder instance) {
    fields.mapping("unicast", pointer + "/unicast", f -> instance.unicast(unicast(f)));
    instance.transport(TransportConfig.DEFAULT);
    if (!ttls.isEmpty()) {
      instance.transport(new TransportConfig(null, false, null, 255, ttls, false, false, false));
    }
    fields.mapping("transport", pointer + "/transport", f -> instance.transport(transport(f)));
    fields.mapping("announce", pointer + "/announce", f -> instance.announce(announce(f)));
    fields.mapping("hmac", pointer + "/hmac", f -> instance.hmac(hmac(f)));
    fields.node("virtualMac", pointer + "/virtualMac").ifPresent(n -> virtualMac(instance, n));
  }

  private UnicastConfig unicast(YamlFields unicast) {
    var peers = new ArrayList<InetAddress>();
    String place = pointer + "/unicast";
    for (YamlNode node : unicast.list("peers", place + "/peers")) {
      peer(unicast, node, place + "/peers/" + peers.size())
          .ifPresent(
              address -> {
                unicast.reading().place(place + "/peers/" + peers.size(), node.position());
                peers.add(address);
              });
    }
    var config = new UnicastConfig(unicast.address("source", place + "/source"), peers);
    unicast.finish();
    return config;
  }

  /// An address, or a mapping of `address`, `minTtl` and `maxTtl`.
  private Optional<InetAddress> peer(YamlFields unicast, YamlNode node, String place) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return unicast.item("peers", node).flatMap(s -> unicast.address("peers", s));
    }
    YamlFields peer = unicast.of(mapping);
    peer.require("address", place, mapping.position());
    Optional<InetAddress> address = Optional.ofNullable(peer.address("address", place));
    String ttl = pointer + "/transport/peerTtls/" + ttls.size();
    int least = peer.number("minTtl", ttl + "/least", 0);
    int most = peer.number("maxTtl", ttl + "/most", 255);
    peer.finish();
    address.ifPresent(a -> ttls.add(new TransportConfig.PeerTtl(a, least, most)));
    return address;
  }

  private TransportConfig transport(YamlFields transport) {
    String place = pointer + "/transport/";
    var config =
        new TransportConfig(
            transport.address("source", place + "source"),
            transport.flag("trackSource", place + "trackSource", false),
            transport.address("group", place + "group"),
            transport.number("ttl", place + "ttl", 255),
            ttls,
            transport.flag("checkSource", place + "checkSource", false),
            transport.flag("checksumAsVersion2", place + "checksumAsVersion2", false),
            transport.flag("oldUnicastChecksum", place + "oldUnicastChecksum", false));
    transport.finish();
    return config;
  }

  private AnnounceConfig announce(YamlFields announce) {
    AnnounceConfig usual = AnnounceConfig.DEFAULT;
    String place = pointer + "/announce/";
    var config =
        new AnnounceConfig(
            announce.duration("delay", place + "delay", usual.delay()),
            announce.number("rounds", place + "rounds", usual.rounds()),
            announce.duration("refresh", place + "refresh", usual.refresh()),
            announce.number("refreshRounds", place + "refreshRounds", usual.refreshRounds()),
            announce.duration(
                "lowerPriorityDelay", place + "lowerPriorityDelay", usual.lowerPriorityDelay()),
            announce.number(
                "lowerPriorityRounds", place + "lowerPriorityRounds", usual.lowerPriorityRounds()),
            announce.duration("elsewhere", place + "elsewhere", usual.elsewhere()),
            announce.flag("everywhere", place + "everywhere", usual.everywhere()));
    announce.finish();
    return config;
  }

  private HmacConfig hmac(YamlFields hmac) {
    String place = pointer + "/hmac";
    var keys = new ArrayList<HmacConfig.Key>();
    hmac.require("keys", place + "/keys", hmac.position());
    hmac.mapping("keys", place + "/keys", all -> keys(all, place + "/keys/", keys));
    int first = keys.isEmpty() ? 1 : keys.getFirst().id();
    var config =
        new HmacConfig(
            keys,
            hmac.number("activeKey", place + "/activeKey", first),
            hmac.duration("window", place + "/window", java.time.Duration.ZERO),
            hmac.choice(
                "antiReplay",
                place + "/antiReplay",
                HmacConfig.AntiReplay.values(),
                HmacConfig.AntiReplay.TIME),
            hmac.choice(
                "mode", place + "/mode", HmacConfig.Mode.values(), HmacConfig.Mode.ENFORCE));
    hmac.finish();
    return config;
  }

  private static void keys(YamlFields all, String place, List<HmacConfig.Key> keys) {
    for (YamlNode.Entry entry : all.entries()) {
      all.reading().place(place + keys.size(), entry.position());
      all.reading().place(place + keys.size() + "/secret", entry.value().position());
      if (entry.key().matches("[1-9][0-9]{0,2}")) {
        YamlSecrets.read(all, "a key", entry.value())
            .ifPresent(s -> keys.add(new HmacConfig.Key(Integer.parseInt(entry.key()), s)));
      } else {
        all.reading().error("bad-value", entry.position(), "the id of a key is 1 to 255");
      }
    }
  }

  /// `true`, the name of the macvlan, or a mapping.
  private void virtualMac(InstanceConfig.Builder instance, YamlNode node) {
    String place = pointer + "/virtualMac";
    switch (node) {
      case YamlNode.Scalar(String text, _, _, _, _) -> {
        switch (text) {
          case "true", "yes", "on" -> instance.virtualMac(new VirtualMacConfig(null, false));
          case "false", "no", "off" -> instance.virtualMac(null);
          default -> instance.virtualMac(new VirtualMacConfig(text, false));
        }
      }
      case YamlNode.Mapping mapping -> {
        YamlFields mac = fields.of(mapping);
        instance.virtualMac(
            new VirtualMacConfig(
                mac.text("name", place + "/interfaceName"),
                mac.flag("advertiseFromBase", place + "/advertiseFromBase", false)));
        mac.finish();
      }
      case YamlNode.Sequence sequence ->
          fields.wrongType("virtualMac", sequence, "true, a name or a mapping");
    }
  }
}
