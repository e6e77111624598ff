package io.baton.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file whole or not at all.
final class OutputFile {

  private OutputFile() {}

  /// Only the owner can read the file. The folder must be there.
  ///
  /// @param replace whether a file that is there is replaced, and not an error
  static void write(Path file, String text, boolean replace) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path temporary = Files.createTempFile(folder, ".baton-", ".tmp");
    try {
      Files.writeString(temporary, text);
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      if (replace) {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        // A link, unlike a move, never replaces what somebody made in the meantime.
        Files.createLink(file, temporary);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Why a file could not be written, in one line.
  static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException there ->
          there.getFile() + " is there already; --force replaces it";
      case AccessDeniedException denied -> denied.getFile() + " cannot be written by this user";
      case NoSuchFileException missing -> "there is no folder " + missing.getFile();
      default -> String.valueOf(e.getMessage());
    };
  }
}
