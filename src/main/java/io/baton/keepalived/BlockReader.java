package io.baton.keepalived;

import io.baton.config.Position;
import io.baton.config.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes statements of tokens. Brace trouble is told where it begins, and the text is used as far
/// as possible: a block that can only stand at the top level ends all that are still open.
final class BlockReader {

  static final int MAX_DEPTH = 32;
  static final int MAX_STATEMENTS = 200_000;
  static final int MAX_WORDS = 1000;

  private static final Set<String> TOP_LEVEL =
      Set.of(
          "global_defs",
          "vrrp_script",
          "vrrp_instance",
          "vrrp_sync_group",
          "vrrp_track_process",
          "bfd_instance",
          "virtual_server",
          "virtual_server_group");

  private static final class Block {
    final @Nullable Pending head;
    final Position brace;
    final List<Statement> children = new ArrayList<>();

    Block(@Nullable Pending head, Position brace) {
      this.head = head;
      this.brace = brace;
    }
  }

  private record Pending(Word head, List<Word> words) {}

  private final String text;
  private final Reading reading;
  private final Tokenizer tokens;
  private final Block top;
  private final Deque<Block> open = new ArrayDeque<>();
  private @Nullable Pending pending;
  private boolean lineEnded;
  private int statements;
  private boolean stopped;

  BlockReader(SourceText source, Reading reading) {
    text = source.text();
    this.reading = reading;
    tokens = new Tokenizer(source, reading);
    top = new Block(null, reading.at(1, 1));
  }

  List<Statement> read() {
    Token token = tokens.next();
    while (!(token instanceof Token.End) && !stopped) {
      take(token);
      token = tokens.next();
    }
    endStatement();
    Position end = tokens.here();
    while (!open.isEmpty()) {
      Block block = open.getLast();
      if (!stopped) {
        reading.warning(
            "missing-brace",
            block.brace,
            "the block of %s is never closed; a } is missing, and the end of the file is taken"
                .formatted(nameOf(block)));
      }
      close(end);
    }
    return List.copyOf(top.children);
  }

  private void take(Token token) {
    switch (token) {
      case Token.Text(Word word) -> word(word);
      case Token.Open(Position position) -> open(position);
      case Token.Close(Position position) -> {
        endStatement();
        if (open.isEmpty()) {
          reading.error("unexpected-brace", position, "this } closes nothing; take it away");
        } else {
          close(position);
        }
      }
      case Token.LineEnd(_) -> lineEnded = true;
      case Token.End(_) -> throw new IllegalStateException("the end is not a part of the text");
    }
  }

  private void word(Word word) {
    if (lineEnded) {
      endStatement();
    }
    if (pending == null) {
      pending = new Pending(word, new ArrayList<>());
      if (++statements > MAX_STATEMENTS) {
        stop(word.position(), "more than " + MAX_STATEMENTS + " statements");
      }
    } else if (pending.words().size() == MAX_WORDS) {
      stop(word.position(), "more than " + MAX_WORDS + " words in a line");
    } else {
      pending.words().add(word);
    }
  }

  private void open(Position position) {
    Pending head = pending;
    pending = null;
    lineEnded = false;
    if (head == null) {
      reading.error(
          "unexpected-brace", position, "this { opens a block that has no keyword before it");
    } else if (!open.isEmpty() && TOP_LEVEL.contains(head.head().text())) {
      closeAllBefore(head.head());
    }
    if (open.size() == MAX_DEPTH) {
      stop(position, "blocks are nested deeper than " + MAX_DEPTH);
    } else {
      open.addLast(new Block(head, position));
    }
  }

  private void closeAllBefore(Word head) {
    while (!open.isEmpty()) {
      Block block = open.getLast();
      reading.error(
          "missing-brace",
          block.brace,
          "the block of %s is not closed before %s in line %d; a } is missing"
              .formatted(nameOf(block), head.text(), head.position().line()));
      close(head.position());
    }
  }

  private void stop(Position position, String limit) {
    stopped = true;
    reading.error("limit-exceeded", position, limit + "; nothing is read from here on");
  }

  private void endStatement() {
    lineEnded = false;
    if (pending != null) {
      current().children.add(statement(pending, List.of(), false));
      pending = null;
    }
  }

  private void close(Position end) {
    Block block = open.removeLast();
    if (block.head != null) {
      if (open.isEmpty()) {
        reading.block(block.head.head().position(), end);
      }
      current().children.add(statement(block.head, block.children, true));
    }
  }

  private Block current() {
    return open.isEmpty() ? top : open.getLast();
  }

  private Statement statement(Pending of, List<Statement> children, boolean hasBlock) {
    List<Word> words = of.words();
    String rest =
        words.isEmpty() ? "" : text.substring(words.getFirst().start(), words.getLast().end());
    return new Statement(of.head(), words, rest, children, hasBlock);
  }

  /// The keyword only: a word behind it, or a stray keyword, could be a secret.
  private static String nameOf(Block block) {
    String keyword = block.head == null ? "" : block.head.head().text();
    return Keywords.isKnown(keyword) ? keyword : "this {";
  }
}
