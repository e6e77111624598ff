package io.baton.config;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Checks a whole configuration: the annotations on its records, and the rules across them. The
/// same for files, the API and the command line.
public final class ConfigValidator {

  private final Validator validator;

  public ConfigValidator(Validator validator) {
    this.validator = validator;
  }

  /// Every problem, never only the first; none when the configuration can be run.
  public List<Problem> validate(BatonConfig config) {
    var problems = new ArrayList<>(annotations(config));
    new GlobalRules(problems).check(config.global());
    new ScriptRules(problems).check(config.scripts());
    new InstanceRules(problems).check(config.instances());
    new NotifierRules(problems).check(config.notifiers());
    new TrackerRules(problems).check(config);
    new PartRules(problems).check(config);
    new HoldingRules(problems).check(config);
    new ConfigRules(problems).check(config);
    return List.copyOf(problems);
  }

  /// What may stand there and does nothing: keepalived's users run such configurations, so it is
  /// told and refuses nothing.
  public List<Problem> warnings(BatonConfig config) {
    var problems = new ArrayList<Problem>();
    new AdviceRules(problems).check(config);
    return List.copyOf(problems);
  }

  /// What was read, with every problem and every warning among its findings.
  public ReadConfig check(ReadConfig read) {
    return read.withProblems(validate(read.config())).withWarnings(warnings(read.config()));
  }

  private List<Problem> annotations(BatonConfig config) {
    return validator.validate(config).stream()
        .map(ConfigValidator::problem)
        .sorted(Comparator.comparing(Problem::path).thenComparing(Problem::message))
        .limit(Reading.MAX_FINDINGS)
        .toList();
  }

  private static Problem problem(ConstraintViolation<BatonConfig> violation) {
    String path = pointer(violation.getPropertyPath());
    Object value = violation.getInvalidValue();
    String what = nameOf(path);
    return switch (violation.getConstraintDescriptor().getAnnotation()) {
      case Min min ->
          new Problem(
              path,
              "out-of-range",
              "%s is %s; %d at least is right".formatted(what, value, min.value()));
      case Max max ->
          new Problem(
              path,
              "out-of-range",
              "%s is %s; %d at most is right".formatted(what, value, max.value()));
      case NotBlank _ -> missing(path, what);
      case NotEmpty _ -> missing(path, what);
      case Size size -> size(path, what, value, size);
      default -> new Problem(path, "bad-value", what + " " + violation.getMessage());
    };
  }

  private static Problem missing(String path, String what) {
    return new Problem(path, "missing-value", what + " must be set");
  }

  private static Problem size(String path, String what, Object value, Size size) {
    return value instanceof CharSequence text
        ? new Problem(
            path,
            "too-long",
            "%s has %d characters; %d at most are right".formatted(what, text.length(), size.max()))
        : new Problem(
            path,
            "too-many",
            "there are too many entries; %d at most are right".formatted(size.max()));
  }

  /// `/instances/0/virtualRouterId` is about `the virtual router id`, `/to/3` about `to 3`.
  private static String nameOf(String path) {
    int slash = path.lastIndexOf('/');
    String last = path.substring(slash + 1);
    if (last.isEmpty() || Character.isDigit(last.charAt(0))) {
      return path.substring(path.lastIndexOf('/', slash - 1) + 1, Math.max(slash, 0)) + " " + last;
    }
    String name = last.equals("words") ? "command" : last;
    return "the " + name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /// `instances[0].priority` becomes `/instances/0/priority`.
  private static String pointer(Path path) {
    var pointer = new StringBuilder();
    for (Path.Node node : path) {
      if (node.isInIterable() && node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
        pointer.append('/').append(node.getName());
      }
    }
    return pointer.toString();
  }
}
