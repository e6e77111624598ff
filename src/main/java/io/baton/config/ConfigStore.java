package io.baton.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Keeps what is managed over the API in `managed.yaml` of the state folder, and what it was before
/// in `history`. A file is complete or it is not there: written beside its place, forced to the
/// disk, renamed, and the folder forced too. Each says by a checksum that it is whole.
public final class ConfigStore {

  /// How many earlier revisions are kept.
  public static final int MOST_KEPT = 50;

  private static final String NAME = "managed.yaml";
  private static final Pattern HEADER =
      Pattern.compile(
          """
          # Written by Baton, to be changed over its API only\\.
          # revision: ([0-9]{1,18})
          # time: ([^\n]*)
          # actor: ([^\n]*)
          # reason: ([^\n]*)
          ((?:# change: [^\n]*\n)*)# sha256: ([0-9a-f]{64})
          """);

  private static final String CHANGE = "# change: ";
  private static final int MOST_CHANGES = 200;

  private final Path folder;
  private final Runnable afterEachStep;

  public ConfigStore(Path folder) {
    this(folder, () -> {});
  }

  /// @param afterEachStep called after every operation on files; a test dies there
  ConfigStore(Path folder, Runnable afterEachStep) {
    this.folder = folder;
    this.afterEachStep = afterEachStep;
  }

  /// What was found at the start.
  ///
  /// @param history the newest first
  /// @param warnings what was damaged and where it is now, one line each
  public record Loaded(
      Optional<StoredRevision> current, List<StoredRevision> history, List<String> warnings) {}

  /// Reads what is kept. A damaged file is moved aside, and the revision before counts.
  public Loaded load() throws IOException {
    var warnings = new ArrayList<String>();
    var history = history();
    var file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return new Loaded(Optional.empty(), history, warnings);
    }
    var current = read(file);
    if (current.isEmpty()) {
      var aside = aside(file);
      Files.move(file, aside);
      var instead = history.isEmpty() ? "nothing" : "revision " + history.getFirst().revision();
      warnings.add(file + " is damaged, it is kept as " + aside + "; " + instead + " is used");
      current = history.stream().findFirst();
    }
    return new Loaded(current, history, warnings);
  }

  private static Path aside(Path file) {
    int number = 1;
    while (Files.exists(Path.of(file + ".damaged-" + number))) {
      number++;
    }
    return Path.of(file + ".damaged-" + number);
  }

  private List<StoredRevision> history() throws IOException {
    var all = new ArrayList<StoredRevision>();
    var old = folder.resolve("history");
    if (Files.isDirectory(old)) {
      try (var files = Files.newDirectoryStream(old, "*.yaml")) {
        files.forEach(file -> read(file).ifPresent(all::add));
      }
    }
    all.sort(Comparator.comparingLong(StoredRevision::revision).reversed());
    return all;
  }

  private static Optional<StoredRevision> read(Path file) {
    try {
      var text = Files.readString(file);
      var header = HEADER.matcher(text);
      if (!header.lookingAt()) {
        return Optional.empty();
      }
      var body = text.substring(header.end());
      var signed = header.group(1) + header.group(2) + body;
      var read = YamlReader.read(file.toString(), body);
      if (!sha256(signed).equals(header.group(6)) || read.hasErrors()) {
        return Optional.empty();
      }
      return Optional.of(
          new StoredRevision(
              Long.parseLong(header.group(1)),
              Instant.parse(header.group(2)),
              header.group(3),
              header.group(4),
              header.group(5).lines().map(l -> l.substring(CHANGE.length())).toList(),
              read.config()));
    } catch (IOException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// A revision that is on the disk and does not count yet.
  public final class Prepared {
    private final Path file;
    private final long before;

    private Prepared(Path file, long before) {
      this.file = file;
      this.before = before;
    }

    /// Makes it count; when this returns, it is never lost.
    public void commit() throws IOException {
      var present = folder.resolve(NAME);
      if (Files.exists(present)) {
        var old = Files.createDirectories(folder.resolve("history"));
        Files.copy(present, old.resolve(before + ".yaml.new"), StandardCopyOption.REPLACE_EXISTING);
        afterEachStep.run();
        move(old.resolve(before + ".yaml.new"), old.resolve(before + ".yaml"));
        force(old);
      }
      move(file, present);
      force(folder);
      prune();
    }

    /// Forgets it.
    public void discard() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException _) {
        // The next one takes its place.
      }
    }
  }

  /// Writes a revision beside its place; a full disk shows here, before anything is changed.
  ///
  /// @param before the revision that counts now
  public Prepared prepare(StoredRevision next, long before) throws IOException {
    var file = folder.resolve(NAME + ".new");
    writeForced(file, text(next));
    afterEachStep.run();
    return new Prepared(file, before);
  }

  private static String text(StoredRevision next) {
    var body = YamlWriter.write(next.managed());
    return """
        # Written by Baton, to be changed over its API only.
        # revision: %d
        # time: %s
        # actor: %s
        # reason: %s
        %s# sha256: %s
        %s"""
        .formatted(
            next.revision(),
            next.time(),
            line(next.actor()),
            line(next.reason()),
            next.changes().stream()
                .limit(MOST_CHANGES)
                .map(change -> CHANGE + line(change) + "\n")
                .collect(Collectors.joining()),
            sha256(next.revision() + next.time().toString() + body),
            body);
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }

  private void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    afterEachStep.run();
  }

  private void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
    afterEachStep.run();
  }

  private void prune() throws IOException {
    var kept = history();
    for (var old : kept.subList(Math.min(MOST_KEPT, kept.size()), kept.size())) {
      Files.deleteIfExists(folder.resolve("history").resolve(old.revision() + ".yaml"));
    }
  }

  /// Replaces a file of the state folder as a whole.
  public static void replace(Path file, String text) throws IOException {
    var beside = Path.of(file + ".new");
    writeForced(beside, text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(file.toAbsolutePath().getParent())) {
      channel.force(true);
    }
  }

  /// Readable by the owner only: there are passwords in it.
  private static void writeForced(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, owner);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
