package io.baton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What the repository tells a native executable.
///
/// @param types by name, from the section `reflection`
/// @param globs of resources
/// @param runTime the classes and packages that are initialised at run time
record NativeMetadata(Map<String, JsonNode> types, List<String> globs, Set<String> runTime) {

  static final List<String> JNA_LIBRARIES =
      List.of(
          "com/sun/jna/linux-x86-64/libjnidispatch.so",
          "com/sun/jna/linux-aarch64/libjnidispatch.so");

  private static final String FOLDER = "META-INF/native-image/io.baton/baton/";
  private static final String PICOCLI =
      "META-INF/native-image/picocli-generated/reflect-config.json";
  private static final String AT_RUN_TIME = "--initialize-at-run-time=";

  static NativeMetadata ofTheProject() throws IOException {
    JsonNode json = new ObjectMapper().readTree(resource(FOLDER + "reachability-metadata.json"));
    var types =
        elements(json.path("reflection"))
            .collect(Collectors.toMap(e -> e.path("type").asText(), Function.identity()));
    var globs = elements(json.path("resources")).map(e -> e.path("glob").asText()).toList();
    return new NativeMetadata(types, globs, initializedAtRunTime());
  }

  private static Set<String> initializedAtRunTime() throws IOException {
    var properties = new Properties();
    properties.load(
        new StringReader(
            new String(resource(FOLDER + "native-image.properties"), StandardCharsets.ISO_8859_1)));
    return Arrays.stream(properties.getProperty("Args", "").split("\\s+", -1))
        .filter(argument -> argument.startsWith(AT_RUN_TIME))
        .flatMap(argument -> Stream.of(argument.substring(AT_RUN_TIME.length()).split(",", -1)))
        .collect(Collectors.toSet());
  }

  /// What picocli's annotation processor has written, by class: the members.
  static Map<String, Set<String>> ofPicocli() throws IOException {
    return elements(new ObjectMapper().readTree(resource(PICOCLI)))
        .collect(
            Collectors.toMap(
                e -> e.path("name").asText(),
                e ->
                    Stream.concat(elements(e.path("fields")), elements(e.path("methods")))
                        .map(member -> member.path("name").asText())
                        .collect(Collectors.toSet())));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static byte[] resource(String name) {
    try (InputStream in = url(name).openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Not those that the annotation processor has written for the tests.
  private static URL url(String name) throws IOException {
    URL tests = NativeMetadata.class.getProtectionDomain().getCodeSource().getLocation();
    return NativeMetadata.class
        .getClassLoader()
        .resources(name)
        .filter(url -> !url.toString().startsWith(tests.toString()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no resource " + name));
  }

  boolean hasAll(String type, String... flags) {
    @Nullable JsonNode entry = types.get(type);
    return entry != null && Arrays.stream(flags).allMatch(flag -> entry.path(flag).asBoolean());
  }

  boolean hasResource(String name) {
    return globs.stream()
        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
        .anyMatch(matcher -> matcher.matches(Path.of(name)));
  }

  boolean isInitializedAtRunTime(String type) {
    return runTime.stream().anyMatch(name -> type.equals(name) || type.startsWith(name + "."));
  }
}
