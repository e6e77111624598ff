package io.baton.track;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The processes of this host: the kernel's, or made-up ones in tests.
interface ProcessTable {

  /// All process ids that there are, threads not among them.
  List<Integer> ids();

  /// The name the kernel has for a process, up to 15 octets; null when it is gone or only waits to
  /// be buried.
  @Nullable String name(int pid);

  /// The command line, the program first. Empty for kernel threads and for processes that are gone.
  List<String> commandLine(int pid);
}
