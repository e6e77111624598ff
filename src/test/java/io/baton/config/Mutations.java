package io.baton.config;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Seeded changes of texts: characters and lines lost, doubled, swapped or replaced, and pieces of
/// other texts put in.
public final class Mutations {

  private static final String SIGNS = "{}[]\"'\\#!$@~\n\t :,-&*|>%?<=\0\u00e4\ud83d/.0129azAZ";

  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final RandomGenerator random;
  private final List<String> texts;

  private Mutations(long seed, List<String> texts) {
    random = RANDOM.create(seed);
    this.texts = texts;
  }

  /// One of the texts with one to eight changes, the same for the same seed.
  public static String of(List<String> texts, long seed) {
    return new Mutations(seed, texts).next();
  }

  private String next() {
    var text = new StringBuilder(any());
    int changes = random.nextInt(1, 9);
    for (int i = 0; i < changes; i++) {
      change(text);
    }
    return text.toString();
  }

  private void change(StringBuilder text) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(1, 20));
    switch (random.nextInt(6)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(from, text.substring(from, to));
      case 2 -> text.insert(from, SIGNS.charAt(random.nextInt(SIGNS.length())));
      case 3 -> {
        if (from < text.length()) {
          text.setCharAt(from, SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
      }
      case 4 -> {
        String other = any();
        int begin = random.nextInt(other.length() + 1);
        text.insert(from, other, begin, Math.min(other.length(), begin + random.nextInt(1, 60)));
      }
      default -> {
        int end = text.indexOf("\n", from);
        text.delete(from, end < 0 ? text.length() : end + 1);
      }
    }
  }

  private String any() {
    return texts.get(random.nextInt(texts.size()));
  }
}
