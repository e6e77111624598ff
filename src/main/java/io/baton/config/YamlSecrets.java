package io.baton.config;

import java.util.List;
import java.util.Optional;

/// Reads secrets: written down, from the environment, or from a file. No message shows one.
final class YamlSecrets {

  static final int LONGEST = 4096;

  private YamlSecrets() {}

  /// The value of a node: a text, or a mapping with the key `file`.
  static Optional<Secret> read(YamlFields fields, String key, YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> Optional.of(new Secret(scalar.text()));
      case YamlNode.Mapping mapping -> {
        YamlFields file = fields.of(mapping);
        Optional<Secret> secret =
            file.node("file", "").flatMap(n -> file.item("file", n)).flatMap(s -> open(file, s));
        if (mapping.entries().stream().noneMatch(e -> e.key().equals("file"))) {
          fields.reading().error("missing-value", mapping.position(), "file must be set");
        }
        file.finish();
        yield secret;
      }
      case YamlNode.Sequence sequence -> {
        fields.wrongType(key, sequence, "a text, or a mapping with the key file");
        yield Optional.empty();
      }
    };
  }

  /// The first line of a file.
  static Optional<Secret> open(YamlFields fields, YamlNode.Scalar path) {
    Position here = path.position();
    switch (fields.sources().includes().find(here.file(), path.text())) {
      case Includes.Refused(String reason) ->
          fields.reading().error("not-included", here, "the secret cannot be read: " + reason);
      case Includes.Found(List<Includes.Text> texts) -> {
        String text = texts.size() == 1 ? texts.getFirst().text().stripTrailing() : "";
        if (!text.isEmpty() && text.length() <= LONGEST && text.indexOf('\n') < 0) {
          return Optional.of(new Secret(text));
        }
        fields
            .reading()
            .error(
                "bad-value",
                here,
                "a secret's file has one line of 1 to %d characters".formatted(LONGEST));
      }
    }
    return Optional.empty();
  }
}
