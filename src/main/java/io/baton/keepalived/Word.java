package io.baton.keepalived;

import io.baton.config.Position;

/// A word of a line.
///
/// @param text without its quotes
/// @param quoted whether it stood in quotes
/// @param end the index in the text behind its last character
record Word(String text, boolean quoted, Position position, int start, int end) {}
