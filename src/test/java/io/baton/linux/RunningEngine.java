package io.baton.linux;

import io.baton.engine.EngineEvent;
import io.baton.engine.EngineOptions;
import io.baton.engine.InstanceStatus;
import io.baton.engine.Loop;
import io.baton.engine.VrrpEngine;
import io.baton.keepalived.KeepalivedReader;
import io.baton.vrrp.ReportedState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The production engine on the real network of a test host.
final class RunningEngine implements AutoCloseable {

  private final TestHost host;
  private final List<EngineEvent> told = new CopyOnWriteArrayList<>();
  private final VrrpEngine engine;
  private final LinkMonitor monitor;

  private RunningEngine(TestHost host, Loop loop) {
    this.host = host;
    engine = new VrrpEngine(loop, host.network, told::add, EngineOptions.DEFAULT);
    monitor =
        host.onLoop(
            () ->
                new LinkMonitor(
                    link -> loop.execute(() -> engine.onLink(link)),
                    name -> loop.execute(() -> engine.onLinkGone(name))));
  }

  /// @param text of a keepalived.conf
  static RunningEngine start(TestHost host, String text) {
    return start(host, host.loop, text);
  }

  /// @param loop of the host, or one around it
  static RunningEngine start(TestHost host, Loop loop, String text) {
    var read = KeepalivedReader.read("keepalived.conf", text);
    if (read.hasErrors()) {
      throw new IllegalArgumentException(read.findings().toString());
    }
    var running = new RunningEngine(host, loop);
    host.onLoop(() -> running.engine.start(read.config(), running.monitor.start()));
    return running;
  }

  List<InstanceStatus> status() {
    return host.onLoop(engine::status);
  }

  InstanceStatus only() {
    return status().getFirst();
  }

  boolean isActive() {
    return only().state() == ReportedState.MASTER;
  }

  <E extends EngineEvent> List<E> told(Class<E> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public void close() {
    monitor.close();
    host.onLoop(engine::shutdown);
  }
}
