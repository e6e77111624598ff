package io.baton.keepalived;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of `$NAME=` lines, and the names that keepalived defines itself. A value of several
/// lines has them divided by line ends. Nothing is expanded before it is used.
final class Definitions {

  static final Pattern LINE = Pattern.compile("\\$(\\w+)[ \\t]*=");

  private static final Pattern USE =
      Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)((?:[ \\t]+[^\\s{}]+)*)[ \\t]*\\})");

  /// Sets of arguments of `${_RANDOM}` above this are cut down.
  private static final int LARGEST_RANDOM = Integer.MAX_VALUE - 1;

  private final Environment environment;
  private final Map<String, String> values = new HashMap<>();
  private @Nullable String instanceName;

  Definitions(Environment environment) {
    this.environment = environment;
    instanceName = environment.instanceName();
  }

  /// A use of a definition: what stands at `start` to `end` means `value`.
  record Use(int start, int end, String value) {}

  /// A value of one line that uses its own name means the value before; without one it defines
  /// nothing.
  void define(String name, String value) {
    Pattern own = Pattern.compile("\\$(?:" + name + "\\b|\\{" + name + "\\})");
    if (value.indexOf('$') < 0 || value.indexOf('\n') >= 0 || !own.matcher(value).find()) {
      values.put(name, value);
    } else if (values.containsKey(name) && value.length() <= Expander.MAX_EXPANDED_LINE) {
      values.put(name, own.matcher(value).replaceAll(Matcher.quoteReplacement(values.get(name))));
    }
  }

  /// The name that `instance NAME` in `global_defs` gives.
  void instanceName(String name) {
    if (environment.instanceName() == null) {
      instanceName = name;
    }
  }

  /// The first use of something defined before an index; undefined names stay as text.
  Optional<Use> firstUse(String line, int end, String file) {
    if (line.indexOf('$') < 0) {
      return Optional.empty();
    }
    Matcher use = USE.matcher(line).region(0, end);
    while (use.find()) {
      String name = use.group(1) == null ? use.group(2) : use.group(1);
      String value =
          use.group(2) != null && name.startsWith("_")
              ? builtIn(use, name, line, file)
              : values.get(name);
      if (value != null) {
        return Optional.of(new Use(use.start(), use.end(), value));
      }
    }
    return Optional.empty();
  }

  private @Nullable String builtIn(Matcher use, String name, String line, String file) {
    String arguments = use.group(3).strip();
    return switch (name) {
      case "_PWD" -> environment.folderOf(file);
      case "_INSTANCE" -> instanceName == null ? "" : instanceName;
      case "_ENV" -> withoutControls(environment.variable(arguments).orElse(""));
      case "_RANDOM" -> random(arguments);
      case "_HASH" -> insideQuotes(line, use.start()) ? "#" : "\\#";
      case "_BANG" -> insideQuotes(line, use.start()) ? "!" : "\\!";
      default -> values.get(name);
    };
  }

  /// A variable of several lines must not make lines of its own.
  private static String withoutControls(String value) {
    return value.replaceAll("\\p{Cntrl}", " ");
  }

  private String random(String arguments) {
    String[] bounds = arguments.isEmpty() ? new String[0] : arguments.split("[ \\t]+", -1);
    int least = bounds.length > 0 ? number(bounds[0], 0) : 0;
    int most = bounds.length > 1 ? number(bounds[1], 32_767) : 32_767;
    return Integer.toString(most <= least ? least : environment.random().nextInt(least, most + 1));
  }

  private static int number(String text, int otherwise) {
    return text.matches("[0-9]{1,9}")
        ? Math.min(LARGEST_RANDOM, Integer.parseInt(text))
        : otherwise;
  }

  private static boolean insideQuotes(String line, int end) {
    boolean quoted = false;
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    return quoted;
  }

  /// Where the comment of a line begins; the line's length when it has none.
  static int endOfText(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '#' || c == '!')) {
        return i;
      }
    }
    return line.length();
  }
}
