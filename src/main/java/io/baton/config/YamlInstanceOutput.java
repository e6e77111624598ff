package io.baton.config;

import io.baton.vrrp.IpText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes an instance.
final class YamlInstanceOutput {

  private static final InstanceConfig USUAL = InstanceConfig.named("").build();

  private YamlInstanceOutput() {}

  static void instance(YamlOutput out, String pointer, InstanceConfig instance) {
    out.text("interface", pointer + "/interfaceName", instance.interfaceName());
    out.word(
        "virtualRouterId",
        pointer + "/virtualRouterId",
        Integer.toString(instance.virtualRouterId()));
    if (instance.version() != YamlInstance.usualVersion(instance.addresses())) {
      out.word("version", pointer + "/version", instance.version().name().substring(1));
    }
    out.number("priority", pointer + "/priority", instance.priority(), USUAL.priority());
    out.duration(
        "advertInterval",
        pointer + "/advertInterval",
        instance.advertInterval(),
        USUAL.advertInterval());
    out.flag("preempt", pointer + "/preempt", instance.preempt(), true);
    out.duration("preemptDelay", pointer + "/preemptDelay", instance.preemptDelay(), Duration.ZERO);
    election(out, pointer + "/election", instance.election());
    out.flag("accept", pointer + "/accept", instance.accept(), true);
    out.flag(
        "promoteSecondaries",
        pointer + "/promoteSecondaries",
        instance.promoteSecondaries(),
        false);
    out.secret("password", pointer + "/password", instance.password());
    transport(out, pointer, instance);
    YamlHoldingsOutput.addresses(out, "addresses", pointer + "/addresses", instance.addresses());
    YamlHoldingsOutput.addresses(
        out, "excludedAddresses", pointer + "/excludedAddresses", instance.excludedAddresses());
    YamlHoldingsOutput.routes(out, pointer + "/routes", instance.routes());
    YamlHoldingsOutput.rules(out, pointer + "/rules", instance.rules());
    YamlWriter.track(out, pointer, instance.trackScripts(), instance.tracking());
    YamlWriter.notify(out, pointer + "/notifyScripts", instance.notifyScripts());
  }

  private static void election(YamlOutput out, String place, ElectionConfig election) {
    out.number("downTimerAdverts", place + "/downTimerAdverts", election.downTimerAdverts(), 3);
    out.flag(
        "answerLowerPriority",
        place + "/answerLowerPriority",
        election.answerLowerPriority(),
        true);
    out.flag(
        "advertBeforeYielding",
        place + "/advertBeforeYielding",
        election.advertBeforeYielding(),
        false);
    out.flag("handOver", place + "/handOver", election.handOver(), true);
    out.flag("strict", place + "/strict", election.strict(), false);
  }

  private static void transport(YamlOutput out, String pointer, InstanceConfig instance) {
    HmacConfig hmac = instance.hmac();
    if (hmac != null) {
      out.fields("hmac", pointer + "/hmac", inner -> hmac(inner, pointer + "/hmac", hmac));
    }
    UnicastConfig unicast = instance.unicast();
    TransportConfig transport = instance.transport();
    if (unicast != null) {
      out.fields(
          "unicast",
          pointer + "/unicast",
          inner -> unicast(inner, pointer + "/unicast", unicast, transport.peerTtls()));
    }
    String place = pointer + "/transport";
    out.fields(
        "transport",
        place,
        inner -> {
          address(inner, "source", place + "/source", transport.source());
          inner.flag("trackSource", place + "/trackSource", transport.trackSource(), false);
          address(inner, "group", place + "/group", transport.group());
          inner.number("ttl", place + "/ttl", transport.ttl(), 255);
          inner.flag("checkSource", place + "/checkSource", transport.checkSource(), false);
          inner.flag(
              "checksumAsVersion2",
              place + "/checksumAsVersion2",
              transport.checksumAsVersion2(),
              false);
        });
    announce(out, pointer + "/announce", instance.announce());
    virtualMac(out, pointer + "/virtualMac", instance.virtualMac());
  }

  static void address(YamlOutput out, String key, String pointer, @Nullable InetAddress address) {
    out.text(key, pointer, address == null ? null : IpText.of(address));
  }

  private static void unicast(
      YamlOutput out, String place, UnicastConfig unicast, List<TransportConfig.PeerTtl> ttls) {
    address(out, "source", place + "/source", unicast.source());
    var peers = new ArrayList<YamlOutput.Item>();
    for (InetAddress peer : unicast.peers()) {
      String pointer = place + "/peers/" + peers.size();
      YamlOutput.Value value =
          ttls.stream()
              .filter(ttl -> ttl.peer().equals(peer))
              .<YamlOutput.Value>map(ttl -> new YamlOutput.Fields(peer(pointer, ttl)))
              .findFirst()
              .orElse(YamlOutput.Scalar.text(IpText.of(peer)));
      peers.add(new YamlOutput.Item(pointer, value));
    }
    out.items("peers", place + "/peers", peers);
  }

  private static YamlOutput peer(String pointer, TransportConfig.PeerTtl ttl) {
    return YamlOutput.of(
        out -> {
          address(out, "address", pointer, ttl.peer());
          out.number("minTtl", pointer, ttl.least(), 0);
          out.number("maxTtl", pointer, ttl.most(), 255);
        });
  }

  private static void hmac(YamlOutput out, String place, HmacConfig hmac) {
    out.fields(
        "keys",
        place + "/keys",
        inner -> {
          for (int i = 0; i < hmac.keys().size(); i++) {
            HmacConfig.Key key = hmac.keys().get(i);
            inner.secret(Integer.toString(key.id()), place + "/keys/" + i, key.secret());
          }
        });
    out.word("activeKey", place + "/activeKey", Integer.toString(hmac.activeKey()));
    out.duration("window", place + "/window", hmac.window(), Duration.ZERO);
    if (hmac.antiReplay() != HmacConfig.AntiReplay.TIME) {
      out.word("antiReplay", place + "/antiReplay", YamlFields.word(hmac.antiReplay()));
    }
    if (hmac.mode() != HmacConfig.Mode.ENFORCE) {
      out.word("mode", place + "/mode", YamlFields.word(hmac.mode()));
    }
  }

  private static void announce(YamlOutput out, String place, AnnounceConfig announce) {
    AnnounceConfig usual = AnnounceConfig.DEFAULT;
    out.fields(
        "announce",
        place,
        inner -> {
          inner.duration("delay", place + "/delay", announce.delay(), usual.delay());
          inner.number("rounds", place + "/rounds", announce.rounds(), usual.rounds());
          inner.duration("refresh", place + "/refresh", announce.refresh(), usual.refresh());
          inner.number(
              "refreshRounds",
              place + "/refreshRounds",
              announce.refreshRounds(),
              usual.refreshRounds());
          inner.duration(
              "lowerPriorityDelay",
              place + "/lowerPriorityDelay",
              announce.lowerPriorityDelay(),
              usual.lowerPriorityDelay());
          inner.number(
              "lowerPriorityRounds",
              place + "/lowerPriorityRounds",
              announce.lowerPriorityRounds(),
              usual.lowerPriorityRounds());
          inner.duration(
              "elsewhere", place + "/elsewhere", announce.elsewhere(), usual.elsewhere());
          inner.flag(
              "everywhere", place + "/everywhere", announce.everywhere(), usual.everywhere());
        });
  }

  private static void virtualMac(YamlOutput out, String place, @Nullable VirtualMacConfig mac) {
    if (mac == null) {
      return;
    }
    if (mac.interfaceName() == null && !mac.advertiseFromBase()) {
      out.word("virtualMac", place, "true");
    } else {
      out.fields(
          "virtualMac",
          place,
          inner -> {
            inner.text("name", place + "/interfaceName", mac.interfaceName());
            inner.flag(
                "advertiseFromBase", place + "/advertiseFromBase", mac.advertiseFromBase(), false);
          });
    }
  }
}
