package io.baton.track;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Processes as a test wants them.
final class FakeTable implements ProcessTable {

  private final Map<Integer, List<String>> lines = new TreeMap<>();
  private final Map<Integer, String> names = new TreeMap<>();
  int scans;
  int commandLinesRead;
  boolean broken;

  FakeTable run(int pid, String name, String... commandLine) {
    names.put(pid, name);
    lines.put(pid, List.of(commandLine));
    return this;
  }

  void end(int pid) {
    names.remove(pid);
    lines.remove(pid);
  }

  @Override
  public List<Integer> ids() {
    scans++;
    if (broken) {
      throw new IllegalStateException("planted");
    }
    return List.copyOf(names.keySet());
  }

  @Override
  public @Nullable String name(int pid) {
    return names.get(pid);
  }

  @Override
  public List<String> commandLine(int pid) {
    commandLinesRead++;
    return lines.getOrDefault(pid, List.of());
  }
}
