package io.baton.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.config.Finding;
import io.baton.config.ReadConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `baton check --format json` prints: an object with the counts and the list `findings`.
final class FindingsJson {

  private FindingsJson() {}

  static String of(String file, ReadConfig read) {
    var json = new LinkedHashMap<String, Object>();
    json.put("file", file);
    json.put("valid", !read.hasErrors());
    json.put("instances", read.config().instances().size());
    json.put("scripts", read.config().scripts().size());
    json.put("errors", read.count(Finding.Severity.ERROR));
    json.put("warnings", read.count(Finding.Severity.WARNING));
    json.put("notes", read.count(Finding.Severity.NOTE));
    json.put("findings", read.findings().stream().map(FindingsJson::finding).toList());
    try {
      return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings cannot be written as JSON", e);
    }
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.put("code", finding.code());
    json.put("file", finding.position().file());
    json.put("line", finding.position().line());
    json.put("column", finding.position().column());
    json.put("text", finding.text());
    json.put("suggestion", finding.suggestion());
    return json;
  }
}
