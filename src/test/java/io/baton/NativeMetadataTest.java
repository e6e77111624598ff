package io.baton;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A native executable knows only what it is told: everything that the code needs is in the
/// metadata, and what can be derived from the code is derived.
class NativeMetadataTest {

  private static final NativeNeeds PROJECT = new NativeNeeds(ArchitectureTest.project());

  private static final NativeNeeds PLANTED =
      new NativeNeeds(
          new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
              .importClasses(planted()));

  private final NativeMetadata metadata;

  NativeMetadataTest() throws IOException {
    metadata = NativeMetadata.ofTheProject();
  }

  private static Class<?>[] planted() {
    return Stream.concat(
            Stream.of(NativeOffender.class),
            Arrays.stream(NativeOffender.class.getDeclaredClasses()))
        .toArray(Class<?>[]::new);
  }

  /// What the metadata lacks of what is needed.
  private Set<String> missing(NativeNeeds needs) {
    var missing = new TreeSet<String>();
    add(
        missing,
        needs.mappedClasses(),
        type -> metadata.hasAll(type, "jniAccessible", "allDeclaredMethods"));
    add(missing, needs.mappedClasses(), metadata::isInitializedAtRunTime);
    add(
        missing,
        needs.mappedInterfaces(),
        type -> metadata.hasAll(type, "jniAccessible", "allDeclaredMethods"));
    add(
        missing,
        needs.callbacks(),
        type -> metadata.hasAll(type, "jniAccessible", "allDeclaredMethods"));
    add(
        missing,
        needs.structures(),
        type -> metadata.hasAll(type, "allDeclaredFields", "allDeclaredConstructors"));
    add(
        missing,
        needs.boundByRest(),
        type -> metadata.hasAll(type, "allDeclaredFields", "allDeclaredMethods"));
    add(missing, needs.initializedAtRunTime(), metadata::isInitializedAtRunTime);
    return missing;
  }

  private static void add(Set<String> missing, Collection<String> needed, Predicate<String> told) {
    needed.stream().filter(told.negate()).forEach(missing::add);
  }

  @Test
  void everythingThatTheCodeNeedsIsInTheMetadata() {
    // When // Then
    assertThat(PROJECT.mappedClasses()).isNotEmpty();
    assertThat(PROJECT.boundByRest()).isNotEmpty();
    assertThat(PROJECT.initializedAtRunTime()).isNotEmpty();
    assertThat(missing(PROJECT)).isEmpty();
  }

  @Test
  void whatIsPlantedAndNotToldIsFound() {
    // When
    var missing = missing(PLANTED);

    // Then
    String outer = NativeOffender.class.getName();
    assertThat(missing)
        .containsExactlyInAnyOrder(
            outer,
            outer + "$Mapping",
            outer + "$Time",
            outer + "$Called",
            outer + "$Answer",
            outer + "$Part",
            outer + "$Kind",
            outer + "$Chance");
  }

  @Test
  void nothingIsLookedUpByItsName() {
    // When // Then
    assertThat(PROJECT.lookups()).isEmpty();
    assertThat(PLANTED.lookups()).hasSize(2);
  }

  @Test
  void jacksonBindsTreesAndMapsOnly() {
    // When // Then
    assertThat(PROJECT.boundByJackson())
        .as("reads Object.class, and makes a tree of maps and lists")
        .allMatch(place -> place.matches("io.baton.(api.Json.value|cli.ManagedFile.json)\\(.*"));
    assertThat(PLANTED.boundByJackson()).hasSize(1);
  }

  @Test
  void everyClassThatTheNativePartOfJnaAsksForIsTold() throws IOException {
    // When
    var asked = NativeNeeds.ofJna();

    // Then
    assertThat(asked).contains("com.sun.jna.Native", "java.nio.Buffer").hasSizeGreaterThan(40);
    assertThat(asked).allMatch(type -> metadata.hasAll(type, "jniAccessible"));
    assertThat(metadata.isInitializedAtRunTime("com.sun.jna.Native")).isTrue();
  }

  @Test
  void theLibraryOfJnaIsIncludedForBothProcessors() {
    // When // Then
    assertThat(NativeMetadata.JNA_LIBRARIES)
        .allSatisfy(
            name -> {
              assertThat(NativeMetadata.resource(name)).isNotEmpty();
              assertThat(metadata.hasResource(name)).as(name).isTrue();
            });
    assertThat(metadata.hasResource("com/sun/jna/win32/jnidispatch.dll")).isFalse();
  }

  @Test
  void noTypeIsToldThatIsNotThere() {
    // Given
    var loader = getClass().getClassLoader();

    // When
    var unknown =
        metadata.types().keySet().stream()
            .filter(type -> loader.getResource(type.replace('.', '/') + ".class") == null)
            .toList();

    // Then
    assertThat(unknown).isEmpty();
  }

  @Test
  void picocliHasWrittenWhatEachCommandNeeds() throws IOException {
    // Given
    var told = NativeMetadata.ofPicocli();

    // When
    var commands = PROJECT.commands();

    // Then
    assertThat(commands).hasSizeGreaterThan(10);
    assertThat(commands)
        .allSatisfy(
            (type, members) ->
                assertThat(told.getOrDefault(type, Set.of())).as(type).containsAll(members));
    assertThat(told).containsKey("picocli.CommandLine$AutoHelpMixin");
    assertThat(metadata.types()).as("makes Path of a text").containsKey("java.nio.file.Paths");
    assertThat(PLANTED.commands()).containsOnlyKeys(NativeOffender.Command.class.getName());
  }

  @Test
  void noServiceOfOursIsFoundByAFile() {
    // Given
    var loader = getClass().getClassLoader();

    // When
    var own =
        List.of("META-INF/services").stream()
            .map(loader::getResource)
            .filter(url -> url != null && url.getPath().contains("/target/classes/"))
            .toList();

    // Then
    assertThat(own).isEmpty();
  }
}
