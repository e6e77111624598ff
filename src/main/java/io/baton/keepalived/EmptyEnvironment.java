package io.baton.keepalived;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// A world without anything, and with the same numbers each time.
final class EmptyEnvironment implements Environment {

  @Override
  public Inclusion include(String includingFile, String pattern) {
    return new Inclusion(List.of(), List.of("no files are opened here"));
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.empty();
  }

  @Override
  public String configId() {
    return "";
  }

  @Override
  public @Nullable String instanceName() {
    return null;
  }

  @Override
  public RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  }

  @Override
  public String folderOf(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "." : file.substring(0, slash);
  }
}
