package io.baton.event;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/// What is done with a file that is not as we wrote it.
final class Damage {

  private static final Logger LOG = Logger.getLogger(Damage.class);

  /// So many damaged files of one name are kept for people to look at.
  private static final int MOST = 10;

  private Damage() {}

  /// Gives the file a second name that nobody writes to, and says so. A name needs no space.
  static Path setAside(Path path, String then) {
    for (int i = 1; i <= MOST; i++) {
      var aside = path.resolveSibling(path.getFileName() + ".damaged-" + i);
      try {
        if (!Files.exists(aside)) {
          Files.createLink(aside, path);
          LOG.errorf("B526 %s is damaged; kept as %s for you, %s", path, aside.getFileName(), then);
          return aside;
        }
        if (Files.isSameFile(aside, path)) {
          return aside;
        }
      } catch (IOException | UnsupportedOperationException e) {
        LOG.errorf("B526 %s is damaged and stays as it is (%s), %s", path, e.getMessage(), then);
        return path;
      }
    }
    LOG.errorf("B526 %s is damaged, as %d before it; %s", path, MOST, then);
    return path;
  }

  /// Makes the names in a folder survive a power loss.
  static void syncFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
