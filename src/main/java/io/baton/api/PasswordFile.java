package io.baton.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The people of the password file, read again when the file changes. Any thread.
///
/// A line is `NAME:ROLE[,ROLE]:HASH`; with `certificate` instead of a hash the name is the common
/// name of a client certificate. A file that others than its owner and group can read or write, or
/// with a line that is wrong, lets nobody in.
final class PasswordFile {

  private static final Logger LOG = Logger.getLogger(PasswordFile.class);

  private static final String BY_CERTIFICATE = "certificate";
  private static final int MOST_BYTES = 1024 * 1024;

  private static final Set<PosixFilePermission> FORBIDDEN =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  /// @param hash null for somebody who comes with a certificate
  record Person(String name, Set<String> roles, @Nullable PasswordHash hash) {}

  private record Content(@Nullable FileTime changed, long size, Map<String, Person> people) {}

  private final Path file;
  private volatile Content content = new Content(null, -1, Map.of());

  PasswordFile(Path file) {
    this.file = file;
  }

  Path path() {
    return file;
  }

  /// Whether anybody has credentials at all.
  boolean isEmpty() {
    return people().isEmpty();
  }

  Optional<Person> withPassword(String name) {
    return Optional.ofNullable(people().get(name)).filter(p -> p.hash() != null);
  }

  Optional<Person> withCertificate(String commonName) {
    return Optional.ofNullable(people().get(commonName)).filter(p -> p.hash() == null);
  }

  private Map<String, Person> people() {
    Content known = content;
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      if (!changed.equals(known.changed()) || size != known.size()) {
        known = new Content(changed, size, read(file));
        content = known;
      }
      return known.people();
    } catch (NoSuchFileException _) {
      return Map.of();
    } catch (IOException e) {
      LOG.errorf("B143 nobody is let in by %s: %s", file, e);
      return Map.of();
    }
  }

  private static Map<String, Person> read(Path file) {
    try {
      return parse(file);
    } catch (IOException | IllegalArgumentException e) {
      LOG.errorf("B143 nobody is let in by %s: %s", file, e.getMessage());
      return Map.of();
    }
  }

  private static Map<String, Person> parse(Path file) throws IOException {
    var permissions = new HashSet<>(Files.getPosixFilePermissions(file));
    permissions.retainAll(FORBIDDEN);
    if (!permissions.isEmpty()) {
      throw new IOException("others may read or change it; chmod 600 makes that right");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is larger than " + MOST_BYTES + " bytes");
    }
    var people = new HashMap<String, Person>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        Person person = person(line, number);
        if (people.put(person.name(), person) != null) {
          throw new IllegalArgumentException("line " + number + ": this name stands there twice");
        }
      }
    }
    return Map.copyOf(people);
  }

  private static Person person(String line, int number) {
    String[] parts = line.strip().split(":", -1);
    if (parts.length != 3 || parts[0].isBlank()) {
      throw new IllegalArgumentException("line " + number + ": NAME:ROLE[,ROLE]:HASH is right");
    }
    var roles = new HashSet<String>();
    for (String role : parts[1].split(",", -1)) {
      if (!Roles.isKnown(role)) {
        throw new IllegalArgumentException(
            "line " + number + ": a role is viewer, operator or admin");
      }
      roles.addAll(Roles.implied(role));
    }
    try {
      PasswordHash hash = parts[2].equals(BY_CERTIFICATE) ? null : PasswordHash.parse(parts[2]);
      return new Person(parts[0], Set.copyOf(roles), hash);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "line " + number + ": the hash is none that baton passwd makes");
    }
  }
}
