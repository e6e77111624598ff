package io.baton.engine;

import io.baton.config.BatonConfig;
import io.baton.vrrp.TrackerResult;
import io.baton.wire.AdvertisementCodec;
import io.baton.wire.Datagram;
import java.net.InetAddress;
import java.util.List;

/// The production engine on a simulated host, for tests of what reads its snapshots.
public final class SimulatedEngine {

  private final Segment segment = new Segment();
  private final SimulatedNode node;

  public SimulatedEngine(BatonConfig config) {
    node = segment.node(1, config);
  }

  public SimulatedEngine start() {
    node.start();
    return this;
  }

  public void pass(double seconds) {
    segment.pass(seconds);
  }

  /// A packet that is no advertisement arrives.
  public void hearGarbage() {
    var source = InetAddress.ofLiteral("10.0.0.9");
    node.hear(new Datagram(source, AdvertisementCodec.GROUP_IPV4, 255, new byte[20]));
  }

  public void setLink(boolean up) {
    node.setLink(up);
  }

  public void refuseChannels(boolean refuse) {
    node.refuseChannels(refuse);
  }

  public void track(TrackerResult result) {
    node.track(result);
  }

  public void reload(BatonConfig next) {
    node.reload(next);
  }

  public EngineStatus snapshot() {
    return node.engine().snapshot();
  }

  /// Everything it told so far.
  public List<EngineEvent> told() {
    return List.copyOf(node.told());
  }
}
