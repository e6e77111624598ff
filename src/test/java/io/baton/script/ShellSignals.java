package io.baton.script;

import java.io.IOException;

/// `kill(2)` through a shell: what these packages are tested with, without JNA.
public final class ShellSignals implements Signals {

  @Override
  public boolean signalGroup(long group, int signal) {
    if (group <= 1) {
      throw new IllegalArgumentException("not a group of its own: " + group);
    }
    String line = "kill -" + signal + " -" + group;
    var builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start().onExit().join().exitValue() == 0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
