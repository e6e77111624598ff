package io.baton;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which package may use what. Arrows point one way only; the core decides and touches nothing.
final class ArchitectureRules {

  static final String ROOT = "io.baton";

  /// What each package may use of the others. Everybody speaks the vocabulary of `vrrp`.
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("vrrp", Set.of()),
          Map.entry("wire", Set.of("vrrp")),
          Map.entry("config", Set.of("vrrp")),
          Map.entry("keepalived", Set.of("config", "vrrp")),
          Map.entry("engine", Set.of("wire", "config", "vrrp")),
          Map.entry("script", Set.of("config", "vrrp")),
          Map.entry("track", Set.of("script", "config", "vrrp")),
          Map.entry("linux", Set.of("engine", "wire", "vrrp")),
          Map.entry("event", Set.of("engine", "config", "vrrp")),
          Map.entry("notify", Set.of("event", "engine", "script", "config", "vrrp")),
          Map.entry("api", Set.of("notify", "event", "engine", "config", "keepalived", "vrrp")),
          Map.entry("monitor", Set.of("api", "track", "event", "engine", "config", "vrrp")),
          Map.entry("cli", Set.of("notify", "config", "keepalived", "vrrp")));

  /// Wires everything together, and may use all of it.
  private static final String APP = "app";

  /// Of a class, nested or not, with its package.
  static final String NAME_WITHOUT_MEANING =
      ".*[.$](Abstract[A-Z]\\w*|\\w*(Util|Utils|Helper|Manager|Impl))(\\$.*)?";

  /// The one pure class that needs a MAC.
  private static final String SIGNER = name("wire") + ".HmacTrailer";

  private static final String[] PURE = names("vrrp", "wire", "config", "keepalived");
  private static final String[] TIMELESS = names("vrrp", "wire", "config", "keepalived", "engine");

  /// What pure code may use of the JDK; `java.nio.file` is not in it.
  private static final String[] PURE_JDK = {
    "java.lang..",
    "java.util..",
    "java.net..",
    "java.time..",
    "java.math..",
    "java.nio",
    "java.nio.charset..",
    "org.jspecify..",
  };

  private ArchitectureRules() {}

  /// Rules that one class can break.
  static Set<ArchRule> all() {
    var rules = new LinkedHashSet<ArchRule>();
    rules.add(pure());
    rules.add(arrows("vrrp"));
    rules.add(noClock());
    rules.add(noFramework());
    rules.add(onlyIn("com.sun.jna..", "linux"));
    rules.add(onlyIn("io.netty..", "linux"));
    rules.add(onlyIn("io.vertx..", "app", "linux", "notify", "api"));
    rules.add(onlyIn("jakarta.ws.rs..", "api"));
    rules.add(onlyIn("org.yaml.snakeyaml..", "config"));
    rules.add(onlyIn("jakarta.validation..", "config", "api", "app"));
    rules.add(processesOnlyInScript());
    rules.add(addressesShownByIpText());
    return rules;
  }

  static Set<ArchRule> allArrows() {
    return ARROWS.keySet().stream().map(ArchitectureRules::arrows).collect(Collectors.toSet());
  }

  static Set<String> packages() {
    return Stream.concat(ARROWS.keySet().stream(), Stream.of(APP))
        .map(ArchitectureRules::name)
        .collect(Collectors.toSet());
  }

  static ArchRule noCycles() {
    return slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
  }

  private static ArchRule pure() {
    return classes()
        .that()
        .resideInAnyPackage(PURE)
        .and()
        .haveNameNotMatching(".*\\.config\\.ConfigStore(\\$.*)?")
        .and()
        .doNotHaveFullyQualifiedName(SIGNER)
        .should()
        .onlyDependOnClassesThat(allowedInPure())
        .allowEmptyShould(true)
        .as("pure packages use the JDK's values alone, no files and no streams");
  }

  /// The signer is as pure as the rest, but for the JDK's cryptography.
  static ArchRule signerUsesOnlyCryptography() {
    return classes()
        .that()
        .haveFullyQualifiedName(SIGNER)
        .should()
        .onlyDependOnClassesThat(
            allowedInPure().or(resideInAnyPackage("javax.crypto..", "java.security")))
        .as("the signer uses of the JDK values and cryptography");
  }

  private static DescribedPredicate<JavaClass> allowedInPure() {
    return resideInAnyPackage(PURE_JDK)
        .or(resideInAnyPackage(names(ARROWS.keySet().toArray(String[]::new))))
        .or(resideInAnyPackage("org.yaml.snakeyaml..", "jakarta.validation.."))
        .or(primitives());
  }

  private static DescribedPredicate<JavaClass> primitives() {
    return DescribedPredicate.describe(
        "primitive or array of one", type -> type.getBaseComponentType().isPrimitive());
  }

  static ArchRule arrows(String from) {
    var others =
        packages().stream()
            .filter(other -> !other.equals(name(from)))
            .filter(other -> !allowed(from).contains(other))
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(name(from))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .as(from + " uses of the project only " + ARROWS.get(from));
  }

  private static Set<String> allowed(String from) {
    return ARROWS.getOrDefault(from, Set.of()).stream()
        .map(ArchitectureRules::name)
        .collect(Collectors.toSet());
  }

  private static ArchRule noClock() {
    return noClasses()
        .that()
        .resideInAnyPackage(TIMELESS)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat(are(type(Clock.class)))
        .allowEmptyShould(true)
        .as("time and chance come in from outside");
  }

  private static ArchRule noFramework() {
    var jakarta =
        resideInAPackage("jakarta..")
            .and(DescribedPredicate.not(resideInAPackage("jakarta.validation..")));
    return noClasses()
        .that()
        .resideInAnyPackage(TIMELESS)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.vertx..", "io.quarkus..", "io.smallrye..")
                .or(jakarta)
                .or(type(Thread.class)))
        .allowEmptyShould(true)
        .as("the core and the engine know neither threads nor frameworks");
  }

  private static ArchRule onlyIn(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(names(homes))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .as(library + " only in " + String.join(", ", homes));
  }

  private static ArchRule processesOnlyInScript() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(name("script"))
        .should()
        .dependOnClassesThat(are(type(ProcessBuilder.class)))
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .allowEmptyShould(true)
        .as("processes are started only in script");
  }

  private static ArchRule addressesShownByIpText() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(name("vrrp") + ".IpText")
        .should()
        .callMethod(InetAddress.class, "getHostAddress")
        .allowEmptyShould(true)
        .as("addresses are shown as IpText writes them");
  }

  static ArchRule plainNames() {
    return noClasses()
        .should(be(nameMatching(NAME_WITHOUT_MEANING)))
        .allowEmptyShould(true)
        .as("a class is named after what it is");
  }

  private static String name(String simple) {
    return ROOT + "." + simple;
  }

  private static String[] names(String... simple) {
    return Stream.of(simple).map(ArchitectureRules::name).toArray(String[]::new);
  }
}
