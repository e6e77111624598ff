package io.baton.keepalived;

import io.baton.config.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes out what the language does before keywords count and Baton does not do yet: included
/// files, lines for one host only, repeated lines, and uses of definitions. Each leaves an error
/// behind, because the model lacks what it would have said.
final class Directives {

  private static final Set<String> INCLUDES =
      Set.of("include", "includer", "includem", "includew", "includeb", "includea");
  private static final Set<String> BUILT_IN =
      Set.of("_PWD", "_INSTANCE", "_RANDOM", "_ENV", "_HASH", "_BANG", "_SEQ");
  private static final Pattern USE = Pattern.compile("\\$\\{?(\\w+)");

  private final Set<String> definitions;
  private final Reading reading;

  Directives(Set<String> definitions, Reading reading) {
    this.definitions = definitions;
    this.reading = reading;
  }

  List<Statement> strip(List<Statement> statements) {
    var kept = new ArrayList<Statement>(statements.size());
    for (Statement statement : statements) {
      String reason = reasonAgainst(statement);
      if (reason != null) {
        reading.error("not-supported-yet", statement.position(), reason);
      } else if (statement.children().isEmpty()) {
        kept.add(statement);
      } else {
        kept.add(statement.withChildren(strip(statement.children())));
      }
    }
    return kept;
  }

  private @Nullable String reasonAgainst(Statement statement) {
    String keyword = statement.keyword();
    if (INCLUDES.contains(keyword)) {
      return keyword + " is not supported yet: that file is not read; put its text here";
    }
    if (keyword.startsWith("@")) {
      return "lines for one configuration id (@ID) are not supported yet: this one is left out;"
          + " keep one file per host";
    }
    if (repeats(statement.head()) || statement.words().stream().anyMatch(Directives::repeats)) {
      return "~SEQ and ~LST are not supported yet: this line is left out; write the lines out";
    }
    String used = definitionIn(statement.head());
    for (Word word : statement.words()) {
      used = used == null ? definitionIn(word) : used;
    }
    return used == null
        ? null
        : "definitions are not supported yet: this uses $%s and is left out; write the value"
            .formatted(used);
  }

  private static boolean repeats(Word word) {
    return !word.quoted() && (word.text().startsWith("~SEQ") || word.text().startsWith("~LST"));
  }

  private @Nullable String definitionIn(Word word) {
    if (word.text().indexOf('$') < 0) {
      return null;
    }
    Matcher use = USE.matcher(word.text());
    while (use.find()) {
      String name = use.group(1);
      if (definitions.contains(name)
          || (BUILT_IN.contains(name) && word.text().startsWith("${", use.start()))) {
        return name;
      }
    }
    return null;
  }
}
