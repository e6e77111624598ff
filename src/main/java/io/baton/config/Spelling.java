package io.baton.config;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Guesses what a misspelt word was meant to be.
public final class Spelling {

  private static final int LONGEST_WORD = 64;
  private static final int MOST_CANDIDATES = 1024;

  private Spelling() {}

  /// `; did you mean "priority"?`, or nothing when no candidate is near.
  public static String suggestion(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(Spelling::question).orElse("");
  }

  static String question(String meant) {
    return "; did you mean \"" + meant + "\"?";
  }

  /// The candidate with the smallest edit distance, if that is at most a third of the longer word.
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.isEmpty() || word.length() > LONGEST_WORD || candidates.size() > MOST_CANDIDATES) {
      return Optional.empty();
    }
    @Nullable String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int longest = Math.max(candidate.length(), word.length());
      int limit = Math.min(bestDistance, Math.max(1, longest / 3));
      if (Math.abs(candidate.length() - word.length()) <= limit) {
        int distance = distance(word, candidate);
        if (distance <= limit
            && (best == null || distance < bestDistance || candidate.compareTo(best) < 0)) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other
  /// (optimal string alignment).
  static int distance(String left, String right) {
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (isSwap(left, i, right, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[right.length()];
  }

  private static boolean isSwap(String left, int i, String right, int j) {
    return i > 1
        && j > 1
        && left.charAt(i - 1) == right.charAt(j - 2)
        && left.charAt(i - 2) == right.charAt(j - 1);
  }
}
