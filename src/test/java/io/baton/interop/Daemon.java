package io.baton.interop;

/// A daemon under test.
public enum Daemon {
  BATON,
  KEEPALIVED;

  public Process start(Host host, String config) {
    return switch (this) {
      case BATON -> host.startBaton(config);
      case KEEPALIVED -> host.startKeepalived(config);
    };
  }

  /// Replaces the configuration that the daemon was started with.
  public void write(Host host, String config) {
    host.write(this == BATON ? "baton.conf" : "keepalived.conf", config);
  }

  Daemon other() {
    return this == BATON ? KEEPALIVED : BATON;
  }
}
