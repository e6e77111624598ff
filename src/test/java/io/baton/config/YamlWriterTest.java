package io.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class YamlWriterTest {

  @TestFactory
  Stream<DynamicTest> everyGoodGoldenIsReadBackAsAnEqualModel() {
    return List.of("everything", "unicast-shared-id", "aliases", "empty").stream()
        .map(name -> dynamicTest(name, () -> isReadBack(name)));
  }

  private static void isReadBack(String name) {
    // Given
    String folder = "src/test/resources/config/";
    ReadConfig read =
        YamlReader.read("x", GoldenFiles.text(java.nio.file.Path.of(folder + name + ".yaml")));

    // When
    ReadConfig back = YamlReader.read("y", YamlWriter.write(read.config()));

    // Then
    assertThat(back.findings()).isEmpty();
    assertThat(back.config()).isEqualTo(read.config());
  }

  @Test
  void everyModelIsReadBackAsAnEqualModel() {
    long seed = Long.getLong("seed", 1) * 1_000_000;
    for (int i = 0; i < Integer.getInteger("models", 200); i++) {
      // Given
      BatonConfig model = new RandomModels(seed + i).next();
      assertThat(ModelText.VALIDATOR.validate(model)).as("seed %d", seed + i).isEmpty();

      // When
      ReadConfig back = YamlReader.read("y", YamlWriter.write(model));

      // Then
      assertThat(back.findings()).as("seed %d", seed + i).isEmpty();
      assertThat(back.config()).as("seed %d", seed + i).isEqualTo(model);
      assertThat(ConfigTree.read(ConfigTree.of(model)).config())
          .as("tree of seed %d", seed + i)
          .isEqualTo(model);
    }
  }

  @Test
  void everyComponentOfTheModelIsGenerated() {
    // Given
    var values = new TreeMap<String, Set<Object>>();

    // When
    for (int i = 0; i < 200; i++) {
      collect(new RandomModels(i).next(), values);
    }

    // Then
    assertThat(values).hasSizeGreaterThan(150);
    assertThat(values).allSatisfy((_, seen) -> assertThat(seen).hasSizeGreaterThan(1));
  }

  private static void collect(Object value, Map<String, Set<Object>> values) {
    if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, values));
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        Object inner = valueOf(component, value);
        values
            .computeIfAbsent(
                value.getClass().getSimpleName() + "." + component.getName(), _ -> new HashSet<>())
            .add(Optional.ofNullable(inner));
        collect(inner, values);
      }
    }
  }

  private static Object valueOf(RecordComponent component, Object of) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
