package io.baton.engine;

import io.baton.wire.Datagram;
import io.baton.wire.IpHeader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A segment between simulated nodes that loses, delays, duplicates and cuts as told.
final class SimulatedLan {

  static final long MAX_DELAY_NANOS = 5_000_000L;

  private final SimulatedTime time;
  private final RandomGenerator random;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Set<Cut> cuts = new HashSet<>();
  private double loss;
  private double duplication;

  /// Nothing gets from one node to the other.
  private record Cut(SimulatedNode from, SimulatedNode to) {}

  SimulatedLan(SimulatedTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  void attach(SimulatedNode node) {
    nodes.add(node);
  }

  void trouble(double loss, double duplication) {
    this.loss = loss;
    this.duplication = duplication;
  }

  void cutOneWay(SimulatedNode from, SimulatedNode to) {
    cuts.add(new Cut(from, to));
  }

  /// The nodes of the one side no longer hear those of the other.
  void partition(Set<SimulatedNode> oneSide) {
    for (var from : nodes) {
      for (var to : nodes) {
        if (oneSide.contains(from) != oneSide.contains(to)) {
          cutOneWay(from, to);
        }
      }
    }
  }

  void heal() {
    cuts.clear();
    trouble(0, 0);
  }

  void transmit(SimulatedNode sender, byte[] packet, InetAddress destination) {
    for (var node : nodes) {
      if (node != sender && reaches(sender, node, destination)) {
        deliver(node, packet);
        if (random.nextDouble() < duplication) {
          deliver(node, packet);
        }
      }
    }
  }

  private boolean reaches(SimulatedNode sender, SimulatedNode node, InetAddress destination) {
    boolean addressed = destination.isMulticastAddress() || node.address().equals(destination);
    return addressed && !cuts.contains(new Cut(sender, node)) && random.nextDouble() >= loss;
  }

  private void deliver(SimulatedNode node, byte[] packet) {
    long delay = random.nextLong(50_000, MAX_DELAY_NANOS);
    var datagram = decode(packet).orElseThrow();
    time.at(time.now() + delay, () -> node.hear(datagram));
  }

  private static Optional<Datagram> decode(byte[] packet) {
    return packet[0] >> 4 == 4 ? IpHeader.decodeIpv4(packet) : IpHeader.decodeIpv6(packet);
  }
}
