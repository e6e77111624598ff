package io.baton.config;

import java.util.Optional;
import java.util.function.Function;

/// What a reader may ask of the world around a text.
///
/// @param includes opens other files
/// @param environment the value of an environment variable; empty for one that is not set
public record Sources(Includes includes, Function<String, Optional<String>> environment) {

  /// No files and no variables.
  public static final Sources NONE = new Sources(Includes.NONE, _ -> Optional.empty());
}
