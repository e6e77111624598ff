package io.baton.track;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What `/proc` says. It may be another PID namespace's view, so a process that an event named and
/// that is not found here does not exist.
final class ProcFolder implements ProcessTable {

  static final Path DEFAULT = Path.of("/proc");

  private static final Logger LOG = Logger.getLogger(ProcFolder.class);

  /// A name with three times as many octets of a damaged encoding, and 50 numbers.
  private static final int LONGEST_STAT_OCTETS = 2048;

  private static final int LONGEST_COMMAND_LINE_OCTETS = 64 << 10;

  private final Path folder;

  ProcFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Integer> ids() {
    var ids = new ArrayList<Integer>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[1-9]*")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.matches("[0-9]{1,9}")) {
          ids.add(Integer.valueOf(name));
        }
      }
    } catch (IOException e) {
      LOG.errorf("B405 cannot list processes: %s: %s", folder, e.getMessage());
    }
    return ids;
  }

  /// proc(5), `/proc/pid/stat`: the pid, the name in parentheses, which may contain any character,
  /// and the state.
  @Override
  public @Nullable String name(int pid) {
    String stat = read(pid, "stat", LONGEST_STAT_OCTETS);
    int begin = stat.indexOf('(');
    int end = stat.lastIndexOf(") ");
    if (begin < 0 || end < begin || end + 2 >= stat.length()) {
      return null;
    }
    char state = stat.charAt(end + 2);
    boolean isDead = state == 'Z' || state == 'X' || state == 'x';
    return isDead ? null : stat.substring(begin + 1, end);
  }

  @Override
  public List<String> commandLine(int pid) {
    String line = read(pid, "cmdline", LONGEST_COMMAND_LINE_OCTETS);
    if (line.isEmpty()) {
      return List.of();
    }
    String whole = line.endsWith("\0") ? line.substring(0, line.length() - 1) : line;
    return List.of(whole.split("\0", -1));
  }

  /// Empty when the process is gone or another user's secret.
  private String read(int pid, String file, int limit) {
    Path path = folder.resolve(Integer.toString(pid)).resolve(file);
    try (InputStream input = Files.newInputStream(path)) {
      return new String(input.readNBytes(limit), StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.tracef("%s: %s", path, e.getMessage());
      return "";
    }
  }
}
