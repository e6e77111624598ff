package io.baton.config;

import java.util.List;
import java.util.Optional;

/// What the golden files may include and ask for: one included file, two secrets, one variable.
final class GoldenWorld {

  private static final String KEY = "ab".repeat(32);

  static final Sources SOURCES =
      new Sources(
          GoldenWorld::find,
          name -> name.equals("PASSWORD") ? Optional.of("geheim") : Optional.empty());

  private GoldenWorld() {}

  static ReadConfig read(String name, String text) {
    return YamlReader.read(name, text, SOURCES);
  }

  private static Includes.Result find(String fromFile, String pattern) {
    return switch (pattern) {
      case "conf.d/*.yaml" -> found("conf.d/one.yaml", "scripts: {included: {command: /bin/a}}\n");
      case "secret" -> found("secret", "geheim\n");
      case "key" -> found("key", KEY + "\n");
      case "self.yaml" -> found("self.yaml", "include: self.yaml\n");
      default -> new Includes.Refused("there is no such file");
    };
  }

  private static Includes.Result found(String name, String text) {
    return new Includes.Found(List.of(new Includes.Text(name, text)));
  }
}
