package io.baton.wire;

import io.baton.vrrp.Advertisement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;

/// An Ethernet frame that keepalived sent, read from `wire/NAME.hex`: comments and hex digits.
final class Capture {

  private static final int ETHERNET_OCTETS = 14;

  private final String name;
  private final byte[] frame;

  private Capture(String name, byte[] frame) {
    this.name = name;
    this.frame = frame;
  }

  static Capture read(String name) {
    try (InputStream in = Capture.class.getResourceAsStream("/wire/" + name + ".hex")) {
      var text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      String hex = text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining());
      return new Capture(name, HexFormat.of().parseHex(hex));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  byte[] frame() {
    return frame.clone();
  }

  byte[] packet() {
    return Arrays.copyOfRange(frame, ETHERNET_OCTETS, frame.length);
  }

  boolean isIpv4() {
    return frame[12] == 0x08;
  }

  /// The frame's VRRP message with its addresses.
  Datagram datagram() {
    var datagram = isIpv4() ? IpHeader.decodeIpv4(packet()) : IpHeader.decodeIpv6(packet());
    return datagram.orElseThrow(() -> new AssertionError(name + " is no VRRP packet"));
  }

  Advertisement advertisement() {
    return ((DecodeResult.Decoded) AdvertisementCodec.decode(datagram())).advertisement();
  }

  @Override
  public String toString() {
    return name;
  }
}
