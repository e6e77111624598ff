package io.baton.config;

import java.util.List;
import java.util.Map;

/// What a reader made of a text: always a model, however bad the text was.
///
/// @param positions where values stood, by JSON Pointer into the model (`/instances/0/priority`);
///   for a value without an entry the nearest parent's counts
public record ReadConfig(
    BatonConfig config, List<Finding> findings, Map<String, Position> positions) {

  public ReadConfig {
    findings = List.copyOf(findings);
    positions = Map.copyOf(positions);
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
  }
}
