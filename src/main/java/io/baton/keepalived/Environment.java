package io.baton.keepalived;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the configuration language asks of the world around a text.
public interface Environment {

  /// An environment that has nothing: no files, no variables, no configuration id.
  Environment NONE = new EmptyEnvironment();

  /// A file that another one includes.
  record IncludedFile(String name, String text) {}

  /// What an `include` line finds: the files in the order of their names, those of them that cannot
  /// be read, and why there is none at all.
  ///
  /// @param failures one line each, with the name of the file
  record Inclusion(List<IncludedFile> files, List<String> failures) {

    public Inclusion {
      files = List.copyOf(files);
      failures = List.copyOf(failures);
    }
  }

  /// Looks up the files of an `include` line.
  ///
  /// @param includingFile the name of the file with that line; a relative pattern starts beside it
  /// @param pattern a file name, or a pattern with `*`, `?`, `[...]` and `{a,b}`
  Inclusion include(String includingFile, String pattern);

  /// The value of an environment variable, for `${_ENV NAME}`.
  Optional<String> variable(String name);

  /// What lines `@ID` are compared with; by default the host's name up to its first dot.
  String configId();

  /// `${_INSTANCE}`; null when nobody has named this daemon.
  @Nullable String instanceName();

  /// `${_RANDOM}`.
  RandomGenerator random();

  /// `${_PWD}`: the folder of a file.
  String folderOf(String file);
}
