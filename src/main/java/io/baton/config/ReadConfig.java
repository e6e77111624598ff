package io.baton.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a reader made of a text: always a model, however bad the text was.
///
/// @param positions where values stood, by JSON Pointer into the model (`/instances/0/priority`);
///   for a value without an entry the nearest parent's counts
/// @param layout what the text says beside its values
public record ReadConfig(
    BatonConfig config, List<Finding> findings, Map<String, Position> positions, Layout layout) {

  public ReadConfig {
    findings = List.copyOf(findings);
    positions = Map.copyOf(positions);
  }

  public ReadConfig(BatonConfig config, List<Finding> findings, Map<String, Position> positions) {
    this(config, findings, positions, Layout.NONE);
  }

  public int count(Finding.Severity severity) {
    return (int) findings.stream().filter(f -> f.severity() == severity).count();
  }

  /// This with all findings as errors.
  public ReadConfig strict() {
    return new ReadConfig(
        config, findings.stream().map(Finding::asError).toList(), positions, layout);
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
  }

  /// This with the validator's problems among its findings, as errors at the place of the value or
  /// of its nearest parent. A value that the reader has already found fault with is not told twice.
  public ReadConfig withProblems(List<Problem> problems) {
    return with(Finding.Severity.ERROR, problems);
  }

  /// The same with warnings, none of them at a place of which the reader has said anything.
  public ReadConfig withWarnings(List<Problem> problems) {
    return with(Finding.Severity.WARNING, problems);
  }

  /// This with further findings.
  public ReadConfig with(List<Finding> further) {
    var all = new ArrayList<>(findings);
    all.addAll(further);
    all.sort(Reading.order(layout.files()));
    return new ReadConfig(config, all, positions, layout);
  }

  private ReadConfig with(Finding.Severity severity, List<Problem> problems) {
    var all = new ArrayList<>(findings);
    Set<Position> told =
        findings.stream()
            .filter(f -> f.severity().compareTo(severity) <= 0)
            .map(Finding::position)
            .collect(Collectors.toSet());
    for (Problem problem : problems) {
      Position exact = positions.get(problem.path());
      if (exact == null || !told.contains(exact)) {
        all.add(
            new Finding(
                severity,
                problem.code(),
                exact == null ? positionOf(problem.path()) : exact,
                problem.message()));
      }
    }
    all.sort(Reading.order(layout.files()));
    return new ReadConfig(config, all, positions, layout);
  }

  /// Where a value stood, or else its nearest parent that has a place.
  public Position positionOf(String pointer) {
    String path = pointer;
    while (!positions.containsKey(path) && !path.isEmpty()) {
      path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
    return positions.getOrDefault(path, new Position("configuration", 1, 1));
  }
}
