package io.baton.linux;

import io.baton.engine.PortException;
import java.util.List;

/// The kernel refused something: `add 10.0.0.5/24 to eth0: EPERM (need CAP_NET_ADMIN ...)`.
public final class LinuxException extends PortException {

  /// How many failures one message names.
  private static final int MOST_NAMED = 100;

  private final int errno;

  LinuxException(String operation, String target, int errno) {
    this("%s %s: %s".formatted(operation, target, Errno.describe(errno)), errno);
  }

  private LinuxException(String message, int errno) {
    super(message);
    this.errno = errno;
  }

  /// One failure that names all of them.
  private static LinuxException ofAll(List<LinuxException> failures) {
    var named = failures.stream().limit(MOST_NAMED).map(Throwable::getMessage).toList();
    int unnamed = failures.size() - named.size();
    String rest = unnamed == 0 ? "" : "; and %d more".formatted(unnamed);
    return new LinuxException(String.join("; ", named) + rest, failures.getFirst().errno);
  }

  static void throwIfAny(List<LinuxException> failures) {
    if (!failures.isEmpty()) {
      throw ofAll(failures);
    }
  }

  /// The kernel's error number, of the first failure if there were several.
  public int errno() {
    return errno;
  }
}
