package io.baton.config;

import java.util.List;

/// What a text says beside its values, for those who write it anew.
///
/// @param files in the order in which they were begun, the main file first
/// @param comments in the order of the text
/// @param blocks the outermost ones, in the order of the text
public record Layout(List<String> files, List<Comment> comments, List<Block> blocks) {

  public static final Layout NONE = new Layout(List.of(), List.of(), List.of());

  public Layout {
    files = List.copyOf(files);
    comments = List.copyOf(comments);
    blocks = List.copyOf(blocks);
  }

  /// A comment without the sign that begins it, one line.
  public record Comment(Position position, String text) {}

  /// A block from its keyword to the brace that ends it.
  public record Block(Position start, Position end) {

    boolean holds(Position position) {
      return position.file().equals(start.file())
          && position.file().equals(end.file())
          && Position.ORDER.compare(start, position) <= 0
          && Position.ORDER.compare(position, end) <= 0;
    }
  }
}
