package io.baton.config;

import io.baton.vrrp.AddressOptions;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads lists of virtual addresses, and the ranges and scopes that routes have too.
final class YamlAddresses {

  private YamlAddresses() {}

  static List<VirtualAddress> read(YamlFields fields, String key, String pointer) {
    var addresses = new ArrayList<VirtualAddress>();
    for (YamlNode node : fields.list(key, pointer)) {
      String place = pointer + "/" + addresses.size();
      fields.reading().place(place, node.position());
      switch (node) {
        case YamlNode.Scalar scalar ->
            prefix(fields, "an address", scalar)
                .ifPresent(p -> addresses.add(VirtualAddress.of(p.address(), p.length())));
        case YamlNode.Mapping mapping ->
            address(fields.of(mapping), place).ifPresent(addresses::add);
        case YamlNode.Sequence sequence ->
            fields.wrongType("an entry of " + key, sequence, "an address or a mapping");
      }
    }
    return addresses;
  }

  private static Optional<VirtualAddress> address(YamlFields address, String place) {
    address.require("address", place + "/address", address.position());
    Optional<IpPrefix> prefix = prefix(address, "address", place + "/address");
    String device = address.text("device", place + "/device");
    String label = address.text("label", place + "/label");
    var broadcast = address.address("broadcast", place + "/broadcast");
    int scope = scope(address, place + "/scope", 0);
    String options = place + "/options";
    var known =
        new AddressOptions(
            prefix(address, "peer", options + "/peer").orElse(null),
            address.flag("detectDuplicates", options + "/detectDuplicates", false),
            address.flag("noPrefixRoute", options + "/noPrefixRoute", false),
            address.flag("tracked", options + "/tracked", true),
            lifetime(address, options + "/preferredLifetimeSeconds"),
            address.flag("homeAddress", options + "/homeAddress", false),
            address.flag("manageTemporary", options + "/manageTemporary", false),
            address.flag("autojoin", options + "/autojoin", false));
    address.finish();
    return prefix.map(
        p -> new VirtualAddress(p.address(), p.length(), device, label, broadcast, scope, known));
  }

  private static OptionalLong lifetime(YamlFields address, String place) {
    Optional<YamlNode.Scalar> scalar =
        address
            .node("preferredLifetime", place)
            .flatMap(node -> address.item("preferredLifetime", node));
    if (scalar.isEmpty()) {
      return OptionalLong.empty();
    }
    if (scalar.get().text().equals("forever")) {
      return OptionalLong.of(AddressOptions.FOREVER);
    }
    Optional<Duration> duration =
        DurationText.parse(scalar.get().text())
            .filter(d -> !d.isNegative() && d.toSeconds() <= AddressOptions.FOREVER)
            .filter(d -> d.equals(Duration.ofSeconds(d.toSeconds())));
    if (duration.isEmpty()) {
      address.bad("preferredLifetime", scalar.get(), "forever, or whole seconds (0s, 30m)");
      return OptionalLong.empty();
    }
    return OptionalLong.of(duration.get().toSeconds());
  }

  /// A range, or an address alone, which is a range of one.
  static Optional<IpPrefix> prefix(YamlFields fields, String key, String pointer) {
    return fields
        .node(key, pointer)
        .flatMap(node -> fields.item(key, node))
        .flatMap(scalar -> prefix(fields, key, scalar));
  }

  private static Optional<IpPrefix> prefix(YamlFields fields, String key, YamlNode.Scalar scalar) {
    @Nullable IpPrefix prefix =
        IpLiteral.parsePrefix(scalar.text())
            .map(p -> new IpPrefix(p.address(), p.length()))
            .orElse(null);
    if (prefix == null) {
      fields.bad(key, scalar, "ADDRESS or ADDRESS/LENGTH");
    }
    return Optional.ofNullable(prefix);
  }

  static int scope(YamlFields fields, String place, int otherwise) {
    Optional<YamlNode.Scalar> scalar =
        fields.node("scope", place).flatMap(node -> fields.item("scope", node));
    if (scalar.isEmpty()) {
      return otherwise;
    }
    OptionalInt scope = Scope.parse(scalar.get().text());
    if (scope.isEmpty()) {
      fields.bad("scope", scalar.get(), "global, site, link, host, nowhere or 0 to 255");
    }
    return scope.orElse(otherwise);
  }
}
