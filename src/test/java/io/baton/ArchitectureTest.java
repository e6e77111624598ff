package io.baton;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.baton.vrrp.Offender;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks `ArchitectureRules` on the classes of the project, and that each rule finds what breaks
/// it.
class ArchitectureTest {

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains(testClasses()))
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages(ArchitectureRules.ROOT);

  private static final JavaClasses OFFENDERS =
      new ClassFileImporter().importClasses(Offender.class);

  /// All classes but those of the tests.
  static JavaClasses project() {
    return PROJECT;
  }

  /// Where the build has put the classes of the tests, this one among them.
  private static String testClasses() {
    return ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  static Set<ArchRule> rules() {
    return ArchitectureRules.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProjectKeepsTheRule(ArchRule rule) {
    // When // Then
    rule.check(PROJECT);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRuleBites(ArchRule rule) {
    // When
    var result = rule.evaluate(OFFENDERS);

    // Then
    assertThat(result.hasViolation()).as(rule.getDescription()).isTrue();
  }

  static Set<ArchRule> arrows() {
    return ArchitectureRules.allArrows();
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void packagesUseOnlyWhatIsBelowThem(ArchRule rule) {
    // When // Then
    rule.check(PROJECT);
  }

  @Test
  void theSignerIsPureButForCryptography() {
    // When // Then
    ArchitectureRules.signerUsesOnlyCryptography().check(PROJECT);
  }

  @Test
  void classesAreNamedAfterWhatTheyAre() {
    // When // Then
    ArchitectureRules.plainNames().check(PROJECT);
    assertThat(List.of("a.PathUtils", "a.Util", "a.B$CManager", "a.AbstractB", "a.BImpl$C"))
        .allMatch(name -> name.matches(ArchitectureRules.NAME_WITHOUT_MEANING));
    assertThat(List.of("a.Utility", "a.ManagerOfB", "a.Abstraction", "a.Simple"))
        .noneMatch(name -> name.matches(ArchitectureRules.NAME_WITHOUT_MEANING));
  }

  @Test
  void everyPackageIsKnown() {
    // When
    var packages = PROJECT.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    // Then
    assertThat(packages).isSubsetOf(ArchitectureRules.packages());
  }

  @Test
  void thereAreNoCyclesOfPackages() {
    // When // Then
    ArchitectureRules.noCycles().check(PROJECT);
  }
}
