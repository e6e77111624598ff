package io.baton.linux;

import io.baton.engine.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A kernel setting that is one number, in the network namespace of the calling thread.
record Sysctl(Path path) {

  private static final Path NET = Path.of("/proc/sys/net");

  static Sysctl ipv4(String interfaceName, String key) {
    return new Sysctl(NET.resolve(Path.of("ipv4", "conf", interfaceName, key)));
  }

  static Sysctl ipv6(String interfaceName, String key) {
    return new Sysctl(NET.resolve(Path.of("ipv6", "conf", interfaceName, key)));
  }

  /// A host may be without IPv6, or a kernel without a setting.
  boolean exists() {
    return Files.exists(path);
  }

  int read() {
    try {
      return Integer.parseInt(Files.readString(path).strip());
    } catch (IOException | NumberFormatException e) {
      throw new PortException("read %s: %s".formatted(path, e));
    }
  }

  void write(int value) {
    try {
      Files.writeString(path, Integer.toString(value));
    } catch (IOException e) {
      throw new PortException("set %s to %d: %s".formatted(path, value, e));
    }
  }
}
