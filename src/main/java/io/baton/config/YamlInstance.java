package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VrrpVersion;
import java.util.List;

/// Makes one instance of its mapping in a document.
final class YamlInstance {

  private final YamlFields fields;
  private final Reading reading;
  private final String pointer;
  private final InstanceConfig.Builder instance;

  YamlInstance(YamlDocument.Named named) {
    fields = named.fields();
    reading = fields.reading();
    pointer = named.pointer();
    instance = InstanceConfig.named(named.name());
  }

  InstanceConfig read() {
    fields.require("interface", pointer + "/interfaceName", reading.positionOf(pointer));
    fields.require("virtualRouterId", pointer + "/virtualRouterId", reading.positionOf(pointer));
    fields.text("interface", pointer + "/interfaceName", instance::interfaceName);
    fields.number("virtualRouterId", pointer + "/virtualRouterId", instance::virtualRouterId);
    fields.number("priority", pointer + "/priority", instance::priority);
    fields.duration("advertInterval", pointer + "/advertInterval", instance::advertInterval);
    fields.flag("preempt", pointer + "/preempt", instance::preempt);
    fields.duration("preemptDelay", pointer + "/preemptDelay", instance::preemptDelay);
    fields.flag("accept", pointer + "/accept", instance::accept);
    fields.flag(
        "promoteSecondaries", pointer + "/promoteSecondaries", instance::promoteSecondaries);
    instance.election(election());
    password();
    new YamlTransport(fields, pointer).addTo(instance);
    List<VirtualAddress> addresses =
        YamlAddresses.read(fields, "addresses", pointer + "/addresses");
    instance.addresses(addresses);
    version(addresses);
    instance.excludedAddresses(
        YamlAddresses.read(fields, "excludedAddresses", pointer + "/excludedAddresses"));
    instance.routes(YamlRoutes.routes(fields, pointer + "/routes"));
    instance.rules(YamlRoutes.rules(fields, pointer + "/rules"));
    YamlTracking tracking = YamlTracking.read(fields, pointer);
    instance.trackScripts(tracking.scripts());
    instance.tracking(tracking.tracking());
    instance.notifyScripts(YamlNotify.read(fields, pointer + "/notifyScripts"));
    fields.finish();
    return instance.build();
  }

  private ElectionConfig election() {
    String place = pointer + "/election/";
    ElectionConfig usual = ElectionConfig.DEFAULT;
    return new ElectionConfig(
        fields.number("downTimerAdverts", place + "downTimerAdverts", usual.downTimerAdverts()),
        fields.flag(
            "answerLowerPriority", place + "answerLowerPriority", usual.answerLowerPriority()),
        fields.flag(
            "advertBeforeYielding", place + "advertBeforeYielding", usual.advertBeforeYielding()),
        fields.flag("handOver", place + "handOver", usual.handOver()),
        fields.flag("strict", place + "strict", usual.strict()));
  }

  private void password() {
    String place = pointer + "/password";
    fields
        .node("passwordFile", place)
        .flatMap(node -> fields.item("passwordFile", node))
        .flatMap(scalar -> YamlSecrets.open(fields, scalar))
        .ifPresent(instance::password);
    fields
        .node("password", place)
        .flatMap(node -> YamlSecrets.read(fields, "password", node))
        .ifPresent(instance::password);
  }

  /// Without a word about it an instance has version 2, or 3 when its addresses are IPv6.
  private void version(List<VirtualAddress> addresses) {
    instance.version(usualVersion(addresses));
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

  static VrrpVersion usualVersion(List<VirtualAddress> addresses) {
    boolean ipv6 = !addresses.isEmpty() && addresses.getFirst().family() == AddressFamily.IPV6;
    return ipv6 ? VrrpVersion.V3 : VrrpVersion.V2;
  }
}
