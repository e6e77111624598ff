package io.baton.interop;

/// A daemon under test.
enum Daemon {
  BATON,
  KEEPALIVED;

  void start(Host host, String config) {
    switch (this) {
      case BATON -> host.startBaton(config);
      case KEEPALIVED -> host.startKeepalived(config);
    }
  }

  Daemon other() {
    return this == BATON ? KEEPALIVED : BATON;
  }
}
