package io.baton.track;

import io.baton.config.ProcessConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Which processes a process tracker means.
final class ProcessPattern {

  /// linux/sched.h: TASK_COMM_LEN, without the final zero.
  private static final int LONGEST_NAME_OCTETS = 15;

  private final ProcessConfig config;
  private final String name;

  ProcessPattern(ProcessConfig config) {
    this.config = config;
    this.name = kernelName(config.process());
  }

  /// The kernel keeps the file's name without its folder, and of that the first 15 octets.
  private static String kernelName(String process) {
    String file = process.substring(process.lastIndexOf('/') + 1);
    byte[] octets = file.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(octets.length, LONGEST_NAME_OCTETS);
    return new String(Arrays.copyOf(octets, length), StandardCharsets.UTF_8);
  }

  /// Reads the command line only if it decides.
  boolean matches(ProcessTable table, int pid, String nameInKernel) {
    if (!config.fullCommand() && !nameInKernel.equals(name)) {
      return false;
    }
    if (!config.fullCommand() && config.parameters() == null) {
      return true;
    }
    List<String> line = table.commandLine(pid);
    return !line.isEmpty() && isProgram(line) && hasParameters(line.subList(1, line.size()));
  }

  /// The program as it was called or, without wanted parameters, the whole line.
  private boolean isProgram(List<String> line) {
    return !config.fullCommand()
        || line.getFirst().equals(config.process())
        || (config.parameters() == null && String.join(" ", line).equals(config.process()));
  }

  private boolean hasParameters(List<String> actual) {
    List<String> wanted = config.parameters();
    if (wanted == null) {
      return true;
    }
    return switch (config.match()) {
      case EXACT -> actual.equals(wanted);
      case INITIAL -> beginsWith(actual, wanted);
      case PARTIAL -> beginsPartly(actual, wanted);
    };
  }

  private static boolean beginsWith(List<String> actual, List<String> wanted) {
    return actual.size() >= wanted.size() && actual.subList(0, wanted.size()).equals(wanted);
  }

  private static boolean beginsPartly(List<String> actual, List<String> wanted) {
    if (wanted.isEmpty()) {
      return true;
    }
    int last = wanted.size() - 1;
    return actual.size() > last
        && beginsWith(actual, wanted.subList(0, last))
        && actual.get(last).startsWith(wanted.get(last));
  }
}
