package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program to run, without a shell.
///
/// @param words the program and its arguments
/// @param user who it runs as; null for the global script user
public record Command(@NotEmpty List<String> words, @Valid @Nullable ScriptUser user) {

  public Command {
    words = List.copyOf(words);
  }

  /// The words with blanks between.
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
