package io.baton.cli;

import io.baton.config.ConfigValidator;
import io.baton.config.Finding;
import io.baton.config.Includes;
import io.baton.config.Position;
import io.baton.config.ReadConfig;
import io.baton.config.Sources;
import io.baton.config.YamlReader;
import io.baton.keepalived.KeepalivedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reads a configuration file of either form and checks it whole.
public final class ConfigFile {

  /// Far above any real file.
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Supplier<ConfigValidator> validator;

  public ConfigFile(ConfigValidator validator) {
    this(() -> validator);
  }

  /// @param validator asked for when a file is checked, because making one takes its time
  public ConfigFile(Supplier<ConfigValidator> validator) {
    this.validator = validator;
  }

  /// A file that could not be read at all; the message is one line for people.
  public static final class Unreadable extends Exception {
    private final String reason;

    Unreadable(Path file, String reason) {
      super(file + ": " + reason);
      this.reason = reason;
    }

    /// The message without the name of the file.
    public String reason() {
      return reason;
    }
  }

  /// A file called `*.yaml` or `*.yml` is read as baton.yaml, everything else as keepalived.conf.
  public ReadConfig read(Path file) throws Unreadable {
    return read(file, null);
  }

  /// The same, with the id whose lines `@ID` of a keepalived.conf count.
  ///
  /// @param configId null for the host's short name
  public ReadConfig read(Path file, @Nullable String configId) throws Unreadable {
    return read(file, configId, _ -> {});
  }

  /// The same.
  ///
  /// @param lookedIn is told of every folder in which files to include are looked for
  public ReadConfig read(Path file, @Nullable String configId, Consumer<Path> lookedIn)
      throws Unreadable {
    return validator.get().check(parse(file, configId, lookedIn));
  }

  /// Reads a file without asking whether its parts fit together.
  ReadConfig parse(Path file, @Nullable String configId) throws Unreadable {
    return parse(file, configId, _ -> {});
  }

  private ReadConfig parse(Path file, @Nullable String configId, Consumer<Path> lookedIn)
      throws Unreadable {
    String name = file.toString();
    boolean yaml = isYaml(name);
    var content = content(file, MAX_BYTES, !yaml);
    var files = new IncludedFiles(configId, RandomGenerator.getDefault(), !yaml, lookedIn);
    var read =
        yaml
            ? YamlReader.read(name, content.text(), sources(files))
            : KeepalivedReader.read(name, content.text(), files);
    var remarks = new ArrayList<Finding>();
    if (content.latin1()) {
      remarks.add(latin1(name));
    }
    files.latin1().forEach(included -> remarks.add(latin1(included)));
    return read.with(remarks);
  }

  /// keepalived hands octets on as they are.
  private static Finding latin1(String file) {
    return new Finding(
        Finding.Severity.WARNING,
        "not-utf-8",
        new Position(file, 1, 1),
        "not UTF-8 text: it is read as Latin-1, and a password or an argument with such letters has"
            + " other octets than with keepalived; iconv -f latin1 -t utf8 makes UTF-8 of it");
  }

  /// The same files for both forms.
  private static Sources sources(IncludedFiles files) {
    return new Sources((from, pattern) -> find(files, from, pattern), files::variable);
  }

  private static Includes.Result find(IncludedFiles files, String from, String pattern) {
    if (files.isEmptyFolder(from, pattern)) {
      return new Includes.Found(List.of());
    }
    var found = files.include(from, pattern);
    if (!found.failures().isEmpty()) {
      return new Includes.Refused(found.failures().getFirst());
    }
    return new Includes.Found(
        found.files().stream().map(f -> new Includes.Text(f.name(), f.text())).toList());
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /// What a file says, and how many bytes it took to say so.
  record Content(String text, int bytes, boolean latin1) {}

  /// Reads a file of at most so many bytes.
  ///
  /// @param latin1 whether a text that is not UTF-8 is taken for Latin-1 instead of refused
  static Content content(Path file, int most, boolean latin1) throws Unreadable {
    if (Files.isDirectory(file)) {
      throw new Unreadable(file, "a folder, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Unreadable(
            file,
            (most == MAX_BYTES ? "" : "all files together are ")
                + "larger than %d bytes".formatted(MAX_BYTES));
      }
      return content(file, bytes, latin1);
    } catch (NoSuchFileException e) {
      throw new Unreadable(file, "no such file");
    } catch (AccessDeniedException e) {
      throw new Unreadable(file, "not readable by this user");
    } catch (IOException e) {
      throw new Unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  private static Content content(Path file, byte[] bytes, boolean latin1) throws Unreadable {
    for (byte b : bytes) {
      if (b == 0) {
        throw new Unreadable(file, "not a text: it has a zero byte in it");
      }
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Content(text, bytes.length, false);
    } catch (CharacterCodingException e) {
      if (latin1) {
        return new Content(new String(bytes, StandardCharsets.ISO_8859_1), bytes.length, true);
      }
      throw new Unreadable(file, "not UTF-8 text; iconv -f latin1 -t utf8 may help");
    }
  }
}
