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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reads a configuration file of either form and checks it whole.
public final class ConfigFile {

  /// Far above any real file.
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private final ConfigValidator validator;
  private final @Nullable String configId;

  public ConfigFile(ConfigValidator validator) {
    this(validator, null);
  }

  /// @param configId whose lines `@ID` of a keepalived.conf count; null for the host's short name
  public ConfigFile(ConfigValidator validator, @Nullable String configId) {
    this.validator = validator;
    this.configId = configId;
  }

  /// A file that could not be read at all; the message is one line for people.
  public static final class Unreadable extends Exception {
    Unreadable(String message) {
      super(message);
    }
  }

  /// A file called `*.yaml` or `*.yml` is read as baton.yaml, everything else as keepalived.conf.
  public ReadConfig read(Path file) throws Unreadable {
    String text = content(file, MAX_BYTES).text();
    String name = file.toString();
    var files = new IncludedFiles(configId, RandomGenerator.getDefault());
    var read =
        isYaml(name)
            ? YamlReader.read(name, text, sources(files))
            : KeepalivedReader.read(name, text, files);
    return read.withProblems(validator.validate(read.config()));
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
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Unreadable(
            most == MAX_BYTES
                ? file + ": larger than " + MAX_BYTES + " bytes"
                : file + ": all files together are larger than " + MAX_BYTES + " bytes");
      }
      return new Content(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          bytes.length);
    } catch (NoSuchFileException e) {
      throw new Unreadable(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw new Unreadable(file + ": not readable by this user");
    } catch (CharacterCodingException e) {
      throw new Unreadable(file + ": not UTF-8 text");
    } catch (IOException e) {
      throw new Unreadable(file + ": " + e.getMessage());
    }
  }
}
