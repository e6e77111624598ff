package io.baton.cli;

import io.baton.config.ConfigValidator;
import io.baton.config.Includes;
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
    return validator.get().check(parse(file, configId));
  }

  /// Reads a file without asking whether its parts fit together.
  ReadConfig parse(Path file, @Nullable String configId) throws Unreadable {
    String text = content(file, MAX_BYTES).text();
    String name = file.toString();
    var files = new IncludedFiles(configId, RandomGenerator.getDefault());
    return isYaml(name)
        ? YamlReader.read(name, text, sources(files))
        : KeepalivedReader.read(name, text, files);
  }

  /// The same files for both forms.
  private static Sources sources(IncludedFiles files) {
    return new Sources((from, pattern) -> find(files, from, pattern), files::variable);
  }

  private static Includes.Result find(IncludedFiles files, String from, String pattern) {
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
  record Content(String text, int bytes) {}

  /// Reads a file of at most so many bytes.
  static Content content(Path file, int most) throws Unreadable {
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
      return new Content(text(file, bytes), bytes.length);
    } catch (NoSuchFileException e) {
      throw new Unreadable(file, "no such file");
    } catch (AccessDeniedException e) {
      throw new Unreadable(file, "not readable by this user");
    } catch (IOException e) {
      throw new Unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  private static String text(Path file, byte[] bytes) throws Unreadable {
    for (byte b : bytes) {
      if (b == 0) {
        throw new Unreadable(file, "not a text: it has a zero byte in it");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable(file, "not UTF-8 text; iconv -f latin1 -t utf8 may help");
    }
  }
}
