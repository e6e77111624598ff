package io.baton.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// Whether anybody but root could put another program in the place of a path. Every folder and the
/// file count, also those that symbolic links lead through. A link itself needs no check: who may
/// change it is decided by the folder that holds it. The sticky bit does not help: whoever may
/// create files in a folder may have created this one.
final class PathTrust {

  // path_resolution(7): the kernel follows no more.
  private static final int LINK_LIMIT = 40;
  private static final int WRITABLE_BY_GROUP = 0020;
  private static final int WRITABLE_BY_OTHERS = 0002;

  private final OwnerLookup owners;

  PathTrust(OwnerLookup owners) {
    this.owners = owners;
  }

  /// Names the first part that somebody else could change, and how to repair it; empty when there
  /// is none.
  ///
  /// @param path absolute
  Optional<String> weakPart(Path path) {
    try {
      return walk(path);
    } catch (IOException e) {
      return Optional.of("its path cannot be examined (" + e + ")");
    }
  }

  private Optional<String> walk(Path path) throws IOException {
    Path root = Path.of("/");
    Path at = root;
    Optional<String> weakness = weakness(root);
    Deque<Path> rest = new ArrayDeque<>();
    pushFront(rest, path);
    int links = 0;
    while (weakness.isEmpty() && !rest.isEmpty()) {
      Path next = at.resolve(rest.pop()).normalize();
      if (Files.isSymbolicLink(next)) {
        if (++links > LINK_LIMIT) {
          return Optional.of("its path has too many symbolic links");
        }
        Path target = Files.readSymbolicLink(next);
        at = target.isAbsolute() ? root : at;
        pushFront(rest, target);
      } else {
        at = next;
        weakness = weakness(at);
      }
    }
    return weakness;
  }

  private static void pushFront(Deque<Path> rest, Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      rest.push(path.getName(i));
    }
  }

  private Optional<String> weakness(Path part) throws IOException {
    Owner owner = owners.of(part);
    if (owner.uid != 0) {
      return Optional.of(part + " belongs to uid " + owner.uid + ": chown root " + part);
    }
    if ((owner.mode & WRITABLE_BY_OTHERS) != 0) {
      return Optional.of(
          part + " is writable by everybody: chmod o-w " + part + " or move the script");
    }
    if (owner.gid != 0 && (owner.mode & WRITABLE_BY_GROUP) != 0) {
      return Optional.of(part + " is writable by gid " + owner.gid + ": chmod g-w " + part);
    }
    return Optional.empty();
  }

  /// Who a file belongs to.
  ///
  /// @param mode `st_mode` of stat(2)
  record Owner(int uid, int gid, int mode) {

    static Owner inFileSystem(Path path) throws IOException {
      Map<String, Object> stat =
          Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
      return new Owner(number(stat, "uid"), number(stat, "gid"), number(stat, "mode"));
    }

    private static int number(Map<String, Object> stat, String name) throws IOException {
      if (stat.get(name) instanceof Integer number) {
        return number;
      }
      throw new IOException("the file system tells no " + name);
    }
  }

  /// Where owners are read: the file system, or a fake in tests that need not be root.
  @FunctionalInterface
  interface OwnerLookup {
    Owner of(Path path) throws IOException;
  }
}
