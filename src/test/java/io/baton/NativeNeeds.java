package io.baton;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.NativeMapped;
import com.sun.jna.Structure;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasName;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a native executable has to be told about these classes, because it cannot be seen in the
/// calls that they make.
record NativeNeeds(JavaClasses classes) {

  /// What finds classes, methods or files by their names.
  private static final Set<String> BY_NAME =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.Class.getResource",
          "java.lang.Class.getResourceAsStream",
          "java.lang.Class.getMethod",
          "java.lang.Class.getMethods",
          "java.lang.Class.getDeclaredMethod",
          "java.lang.Class.getDeclaredMethods",
          "java.lang.Class.getDeclaredField",
          "java.lang.Class.getDeclaredFields",
          "java.lang.Class.getDeclaredConstructor",
          "java.lang.Class.getRecordComponents",
          "java.lang.ClassLoader.loadClass",
          "java.lang.ClassLoader.getResource",
          "java.lang.ClassLoader.getResources",
          "java.lang.ClassLoader.getResourceAsStream",
          "java.lang.reflect.Method.invoke",
          "java.lang.reflect.Constructor.newInstance",
          "java.lang.reflect.Proxy.newProxyInstance",
          "java.util.ServiceLoader.load",
          "java.util.ResourceBundle.getBundle",
          "org.yaml.snakeyaml.Yaml.load",
          "org.yaml.snakeyaml.Yaml.loadAs",
          "org.yaml.snakeyaml.Yaml.dump");

  /// What Jackson turns into objects of a class. Trees, maps and lists need nothing.
  private static final Set<String> BINDING =
      Set.of("readValue", "readValues", "convertValue", "treeToValue", "valueToTree", "readerFor");

  /// What is different at each start, or cannot be kept in an executable at all.
  private static final Pattern OF_ONE_RUN =
      Pattern.compile(
          "java\\.security\\.SecureRandom|java\\.util\\.(Random|random\\..*|UUID)"
              + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.lang\\.(Thread|ProcessHandle)"
              + "|java\\.time\\.Clock|java\\.net\\.http\\.HttpClient|java\\.nio\\.file\\.Files"
              + "|java\\.util\\.concurrent\\.Executors|com\\.sun\\.jna\\..*|io\\.netty\\..*"
              + "|io\\.vertx\\..*");

  private static final Set<String> OF_ONE_RUN_METHODS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.time.Instant.now",
          "java.nio.ByteBuffer.allocateDirect",
          "java.net.InetAddress.getByName",
          "java.net.InetAddress.getLocalHost");

  /// Classes whose native methods JNA maps: found, and called, by name.
  Set<String> mappedClasses() {
    return named(
        classes.stream()
            .filter(
                type ->
                    type.getMethods().stream()
                        .anyMatch(m -> m.getModifiers().contains(JavaModifier.NATIVE))));
  }

  /// Interfaces that JNA implements by a proxy.
  Set<String> mappedInterfaces() {
    return named(below(Library.class).filter(JavaClass::isInterface));
  }

  /// Interfaces that C code calls back.
  Set<String> callbacks() {
    return named(below(Callback.class).filter(JavaClass::isInterface));
  }

  /// Types whose fields JNA reads by name, or that it makes.
  Set<String> structures() {
    return named(Stream.concat(below(Structure.class), below(NativeMapped.class)));
  }

  private Stream<JavaClass> below(Class<?> root) {
    return classes.stream().filter(type -> type.isAssignableTo(root) && !type.isEquivalentTo(root));
  }

  /// Records and enumerations of ours in what the REST methods take and give.
  Set<String> boundByRest() {
    var found = new TreeSet<String>();
    for (JavaClass type : classes) {
      for (JavaMethod method : type.getMethods()) {
        if (method.isMetaAnnotatedWith(HttpMethod.class)) {
          method.getReturnType().getAllInvolvedRawTypes().forEach(t -> addBound(t, found));
          method.getParameterTypes().stream()
              .flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream())
              .forEach(t -> addBound(t, found));
        }
      }
    }
    return found;
  }

  private void addBound(JavaClass type, Set<String> found) {
    var ours = type.getName().startsWith(ArchitectureRules.ROOT);
    if (ours && (type.isRecord() || type.isEnum()) && found.add(type.getName())) {
      type.getFields().stream()
          .map(field -> field.getType())
          .map(JavaType::getAllInvolvedRawTypes)
          .flatMap(Set::stream)
          .forEach(t -> addBound(t, found));
    }
  }

  /// Calls of Jackson that bind a class, by where they are.
  Set<String> boundByJackson() {
    return calls()
        .filter(call -> call.getTargetOwner().getPackageName().startsWith("com.fasterxml.jackson"))
        .filter(call -> BINDING.contains(call.getName()))
        .map(call -> call.getOrigin().getFullName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Where something is looked up by its name.
  Set<String> lookups() {
    return calls()
        .filter(call -> BY_NAME.contains(target(call)))
        .map(call -> call.getOrigin().getFullName() + " calls " + target(call))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<JavaMethodCall> calls() {
    return classes.stream().flatMap(type -> type.getMethodCallsFromSelf().stream());
  }

  private static String target(JavaMethodCall call) {
    return call.getTargetOwner().getName() + "." + call.getName();
  }

  /// Classes that must not be initialised while the executable is built: their static fields would
  /// keep the builder's clock, chance or sockets for ever.
  Set<String> initializedAtRunTime() {
    return named(
        classes.stream()
            .filter(
                type ->
                    type.getStaticInitializer()
                        .filter(start -> reachesOneRun(start, new HashSet<>()))
                        .isPresent()));
  }

  /// Through our own methods; not into other classes' initialisers, which are judged themselves.
  private boolean reachesOneRun(JavaCodeUnit unit, Set<JavaCodeUnit> seen) {
    if (!seen.add(unit)) {
      return false;
    }
    for (var call : unit.getCallsFromSelf()) {
      String owner = call.getTargetOwner().getName();
      if (OF_ONE_RUN.matcher(owner).matches()
          || OF_ONE_RUN_METHODS.contains(owner + "." + call.getName())) {
        return true;
      }
      var target = call.getTarget().resolveMember().filter(JavaCodeUnit.class::isInstance);
      if (owner.startsWith(ArchitectureRules.ROOT)
          && target.isPresent()
          && reachesOneRun((JavaCodeUnit) target.get(), seen)) {
        return true;
      }
    }
    return false;
  }

  /// Commands and mixins of picocli, with the members that it reads.
  Map<String, Set<String>> commands() {
    return classes.stream()
        .collect(Collectors.toMap(HasName::getName, NativeNeeds::picocliMembers))
        .entrySet()
        .stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<String> picocliMembers(JavaClass type) {
    return type.getMembers().stream()
        .filter(
            member ->
                member.getAnnotations().stream()
                    .anyMatch(a -> a.getRawType().getPackageName().equals("picocli")))
        .map(HasName::getName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The classes that JNA's native library asks the virtual machine for, read from the library.
  static Set<String> ofJna() throws IOException {
    var name = Pattern.compile("(?:com/sun/jna|java)/[A-Za-z0-9_/$]+");
    return Stream.of(NativeMetadata.JNA_LIBRARIES.getFirst())
        .map(NativeMetadata::resource)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .flatMap(text -> Stream.of(text.split("[^A-Za-z0-9_/$]+", -1)))
        .filter(word -> name.matcher(word).matches())
        .map(word -> word.replace('/', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(Stream<JavaClass> types) {
    return types.map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
  }
}
