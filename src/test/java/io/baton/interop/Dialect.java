package io.baton.interop;

import java.util.List;
import java.util.stream.Collectors;

/// One way of speaking the protocol. All of them live on one interface at the same time.
enum Dialect {
  V2_PASSWORD(51, 2, "authentication {\n auth_type PASS\n auth_pass s3cr3t\n}"),
  V2_PLAIN(52, 2, ""),
  V3_IPV4(53, 3, ""),
  V3_IPV6(54, 6, ""),
  SOURCE(55, 3, "mcast_src_ip 10.9.0.3%d"),
  STRICT(56, 3, "strict_mode true\naccept"),
  ADVERT_OPTIONS(57, 3, "lower_prio_no_advert true\nhigher_prio_send_advert true"),
  OWNER(58, 3, ""),
  MAC_IPV6(59, 6, "use_vmac vrrp6m"),
  MAC_BASE(60, 3, "use_vmac vrrp4x\nvmac_xmit_base"),
  UNICAST_V2(61, 2, "unicast_src_ip 10.9.0.%d\nunicast_peer {\n 10.9.0.%d\n}"),
  UNICAST_V3(62, 3, "unicast_src_ip 10.9.0.%d\nunicast_peer {\n 10.9.0.%d\n}"),
  UNICAST_OLD_SUM(
      63, 3, "unicast_src_ip 10.9.0.%d\nunicast_peer {\n 10.9.0.%d\n}\nold_unicast_checksum"),
  UNICAST_IPV6(64, 6, "unicast_src_ip fd00:9::%d\nunicast_peer {\n fd00:9::%d\n}");

  static final int LOW = 100;

  private final InstanceText text;
  private final String lines;
  private final int vrid;

  /// @param kind 2 and 3 for IPv4 of that version, 6 for IPv6
  Dialect(int vrid, int kind, String lines) {
    this.vrid = vrid;
    var address = kind == 6 ? "fe80::1" : "10.9.0.1";
    this.lines = lines;
    this.text =
        InstanceText.of(
                kind == 2 ? 2 : 3, kind == 2 ? 1 : 0.5, "%s%02d".formatted(address, vrid - 50))
            .named(name(), "eth0", vrid);
  }

  static List<Dialect> all() {
    return List.of(values());
  }

  static String config(List<Dialect> dialects, int number, boolean better) {
    return dialects.stream()
        .map(d -> d.on(number).at(better ? d.high() : LOW))
        .collect(Collectors.joining());
  }

  int vrid() {
    return vrid;
  }

  InstanceText text() {
    return text;
  }

  String address() {
    return text.address();
  }

  boolean isUnicast() {
    return name().startsWith("UNICAST");
  }

  int high() {
    return this == OWNER ? 255 : 150;
  }

  /// The text for the host of a number, whose peer has the other number.
  private InstanceText on(int number) {
    return text.with(lines.formatted(number, 3 - number));
  }
}
