package io.baton.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program and all it started, as far as they stayed in its process group.
///
/// @param leader the program; its process number is the group's
record ProcessGroup(Process leader, Signals signals) {

  void signal(int signal) {
    // In its first milliseconds the program has no group of its own yet.
    if (!signals.signalGroup(leader.pid(), signal) && leader.isAlive()) {
      ProcessHandle handle = leader.toHandle();
      boolean _ = signal == Signals.SIGKILL ? handle.destroyForcibly() : handle.destroy();
    }
  }

  /// Whether anything in it still runs. A zombie does not, though the kernel counts it as a member
  /// until its parent has asked for it; in a container that parent often never does.
  boolean isAlive() {
    return leader.isAlive()
        || (signals.signalGroup(leader.pid(), Signals.PROBE) && hasLivingMember());
  }

  private boolean hasLivingMember() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        if (isLivingMember(process.resolve("stat"))) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return true;
    }
  }

  // proc_pid_stat(5): `1234 (any name) S 1 1200 ...` is number, name, state, parent, group.
  private boolean isLivingMember(Path stat) {
    try {
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 4);
      boolean isDead = fields[0].equals("Z") || fields[0].equals("X");
      return !isDead && Long.parseLong(fields[2]) == leader.pid();
    } catch (IOException e) {
      // It ended between the listing and the reading.
      return false;
    }
  }
}
