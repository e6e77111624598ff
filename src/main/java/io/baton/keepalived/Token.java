package io.baton.keepalived;

import io.baton.config.Position;

/// What a text consists of.
sealed interface Token {

  Position position();

  record Text(Word word) implements Token {
    @Override
    public Position position() {
      return word.position();
    }
  }

  record Open(Position position) implements Token {}

  record Close(Position position) implements Token {}

  record LineEnd(Position position) implements Token {}

  record End(Position position) implements Token {}
}
