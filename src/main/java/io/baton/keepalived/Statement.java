package io.baton.keepalived;

import io.baton.config.Position;
import java.util.List;

/// A keyword with what follows on its line, and the block that it opens.
///
/// @param words what follows the keyword
/// @param rest the same as it was written, with quotes and escapes
/// @param children the statements of its block
/// @param hasBlock tells an empty block from none
record Statement(
    Word head, List<Word> words, String rest, List<Statement> children, boolean hasBlock) {

  Statement {
    words = List.copyOf(words);
    children = List.copyOf(children);
  }

  String keyword() {
    return head.text();
  }

  Position position() {
    return head.position();
  }

  /// Where the value stands; the keyword's place when there is none.
  Position valuePosition() {
    return words.isEmpty() ? position() : words.getFirst().position();
  }

  Statement withChildren(List<Statement> others) {
    return new Statement(head, words, rest, others, hasBlock);
  }
}
