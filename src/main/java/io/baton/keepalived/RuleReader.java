package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualRule;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads a line of `virtual_rules` or `static_rules`, in the syntax of `ip rule`.
final class RuleReader {

  private static final int BLACKHOLE = 6;
  private static final int UNREACHABLE = 7;
  private static final int PROHIBIT = 8;
  private static final long MAIN = 254;

  private final Words words;
  private final Reading reading;
  private @Nullable AddressFamily family;
  private @Nullable IpPrefix from;
  private @Nullable IpPrefix to;
  private @Nullable String inputInterface;
  private @Nullable String outputInterface;
  private int action = VirtualRule.TO_TABLE;
  private long table;
  private boolean hasAction;
  private OptionalLong priority = OptionalLong.empty();
  private OptionalLong mark = OptionalLong.empty();
  private long mask = RouteReader.MOST;
  private int tos;
  private boolean broken;

  private RuleReader(Statement line, Reading reading) {
    this.reading = reading;
    words = new Words(line, reading);
  }

  /// Empty, with a finding, when the line makes no rule.
  static Optional<VirtualRule> read(Statement line, Reading reading) {
    new Values(reading).noBlock(line);
    return new RuleReader(line, reading).rule(line);
  }

  private Optional<VirtualRule> rule(Statement line) {
    while (words.hasNext() && !broken) {
      option(words.next());
    }
    if (broken) {
      return Optional.empty();
    }
    if (!hasAction) {
      reading.warning(
          "bad-value",
          line.position(),
          "this rule neither looks up a table nor refuses, and is left out, as keepalived does");
      return Optional.empty();
    }
    if (priority.isEmpty()) {
      reading.note(
          "value-changed",
          line.position(),
          "this rule has no preference: the kernel picks one; say preference NUMBER to be sure");
    }
    return Optional.of(
        new VirtualRule(
            family == null ? AddressFamily.IPV4 : family,
            from,
            to,
            inputInterface,
            outputInterface,
            action,
            table,
            priority,
            mark,
            mask,
            tos));
  }

  private void option(Word option) {
    switch (option.text()) {
      case "inet" -> family = AddressFamily.IPV4;
      case "inet6" -> family = AddressFamily.IPV6;
      case "from" -> from = prefix(option);
      case "to" -> to = prefix(option);
      case "iif", "dev" -> inputInterface = words.value(option).map(Word::text).orElse(null);
      case "oif" -> outputInterface = words.value(option).map(Word::text).orElse(null);
      case "blackhole" -> act(BLACKHOLE);
      case "unreachable" -> act(UNREACHABLE);
      case "prohibit" -> act(PROHIBIT);
      case "type", "no_track" -> {
        // The word behind the first says the same as without it; rules are not tracked anyway.
      }
      case "table", "lookup" -> words.value(option).ifPresent(this::table);
      default -> number(option);
    }
  }

  private void number(Word option) {
    switch (option.text()) {
      case "priority", "preference", "pref", "order" ->
          priority = OptionalLong.of(words.number(option, RouteReader.MOST, 0));
      case "fwmark" -> words.value(option).ifPresent(this::mark);
      case "tos", "dsfield" -> tos = (int) words.number(option, 255, tos);
      case "proto", "protocol" -> {
        words.value(option);
        reading.note(
            "no-effect",
            option.position(),
            "protocol has no effect: Baton marks its rules with a protocol of its own");
      }
      case "track_group" -> {
        words.value(option);
        reading.warning(
            "not-supported",
            option.position(),
            "track_group is not supported: no instance follows this object");
      }
      default -> {
        reading.error(
            "not-supported",
            option.position(),
            "%s is not supported in a rule: from, to, iif, oif, fwmark, tos, preference and table"
                    .formatted(Reading.quote(option.text()))
                + " are; set this rule in the system");
        broken = true;
      }
    }
  }

  private void act(int value) {
    action = value;
    hasAction = true;
  }

  private void table(Word word) {
    hasAction = true;
    table =
        switch (word.text()) {
          case "main" -> MAIN;
          case "local" -> 255;
          case "default" -> 253;
          default -> words.number("a table", word, RouteReader.MOST, table);
        };
  }

  private void mark(Word word) {
    int slash = word.text().indexOf('/');
    String text = slash < 0 ? word.text() : word.text().substring(0, slash);
    mark = OptionalLong.of(words.number("fwmark", part(word, text), RouteReader.MOST, 0));
    if (slash >= 0) {
      Word rest = part(word, word.text().substring(slash + 1));
      mask = words.number("the mask of fwmark", rest, RouteReader.MOST, mask);
    }
  }

  private static Word part(Word word, String text) {
    return new Word(text, word.quoted(), word.position(), word.start(), word.end());
  }

  /// Null for `all`.
  private @Nullable IpPrefix prefix(Word option) {
    @Nullable Word word = words.value(option).orElse(null);
    if (word == null || word.text().equals("all") || word.text().equals("any")) {
      return null;
    }
    Optional<IpLiteral.Prefix> read = IpLiteral.parsePrefix(word.text());
    if (read.isEmpty()) {
      words.bad(word, "is no network for %s; ADDRESS[/LENGTH] is".formatted(option.text()));
      broken = true;
      return null;
    }
    var prefix = new IpPrefix(read.get().address(), read.get().length());
    if (family != null && family != prefix.family()) {
      words.bad(word, "is of another family than the rest of this rule");
      broken = true;
    }
    family = prefix.family();
    return prefix;
  }
}
