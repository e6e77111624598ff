package io.baton.config;

/// A rule that a configuration breaks.
///
/// @param path a JSON Pointer into the model, `/instances/0/priority`
/// @param code stable and short, lower case with dashes
/// @param message what is wrong and what would be right
public record Problem(String path, String code, String message) {}
