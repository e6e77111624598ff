package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.config.Scope;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads a line of `virtual_ipaddress`: `ADDRESS[/LENGTH] [brd ADDRESS|+|-] [dev IF] [scope S]
/// [label L]`.
final class AddressReader {

  /// How many words each option takes that Baton does not read, and whether its lack is dangerous.
  private static final Map<String, Integer> UNREAD =
      Map.of(
          "peer", 1,
          "home", 0,
          "-nodad", 0,
          "mngtmpaddr", 0,
          "noprefixroute", 0,
          "autojoin", 0,
          "no_track", 0,
          "preferred_lft", 1,
          "track_group", 1,
          "use_vmac", 0);

  private final Reading reading;
  private final Statement line;
  private final IpLiteral.Prefix prefix;
  private final AddressFamily family;
  private @Nullable String device;
  private @Nullable String label;
  private @Nullable InetAddress broadcast;
  private int scope;

  private AddressReader(Statement line, IpLiteral.Prefix prefix, Reading reading) {
    this.line = line;
    this.prefix = prefix;
    this.reading = reading;
    family = AddressFamily.of(prefix.address());
  }

  static Optional<VirtualAddress> read(Statement line, Reading reading) {
    new Values(reading).noBlock(line);
    Optional<IpLiteral.Prefix> prefix = IpLiteral.parsePrefix(line.keyword());
    if (prefix.isEmpty()) {
      reading.error(
          "bad-value",
          line.position(),
          Reading.quote(line.keyword())
              + " is no address; a line is ADDRESS[/LENGTH] [brd ADDRESS] [dev IF] [scope S]"
              + " [label L]");
    }
    return prefix.map(p -> new AddressReader(line, p, reading).options());
  }

  private VirtualAddress options() {
    Iterator<Word> words = line.words().iterator();
    while (words.hasNext()) {
      option(words.next(), words);
    }
    return new VirtualAddress(prefix.address(), prefix.length(), device, label, broadcast, scope);
  }

  private void option(Word option, Iterator<Word> words) {
    switch (option.text()) {
      case "dev" -> device = value(option, words).map(Word::text).orElse(device);
      case "label" -> value(option, words).ifPresent(this::label);
      case "brd", "broadcast" -> value(option, words).ifPresent(this::broadcast);
      case "scope" -> value(option, words).ifPresent(this::scope);
      default -> unread(option, words);
    }
  }

  private Optional<Word> value(Word option, Iterator<Word> words) {
    if (words.hasNext()) {
      return Optional.of(words.next());
    }
    reading.error("missing-value", option.position(), option.text() + " lacks its value");
    return Optional.empty();
  }

  private void unread(Word option, Iterator<Word> words) {
    Integer values = UNREAD.get(option.text());
    if (values == null) {
      reading.error(
          "bad-value",
          option.position(),
          "%s is no option of an address; brd, dev, scope and label are"
              .formatted(Reading.quote(option.text())));
      return;
    }
    for (int i = 0; i < values && words.hasNext(); i++) {
      words.next();
    }
    String text = "the option %s of an address is not supported yet: the address is set without it";
    if (option.text().equals("peer") || option.text().equals("use_vmac")) {
      reading.error("not-supported-yet", option.position(), text.formatted(option.text()));
      while (option.text().equals("use_vmac") && words.hasNext()) {
        // Nobody can tell the name of a macvlan from the next option.
        words.next();
      }
    } else {
      reading.warning("not-supported-yet", option.position(), text.formatted(option.text()));
    }
  }

  private void label(Word word) {
    if (onlyIpv4("label", word)) {
      label = word.text();
    }
  }

  private void scope(Word word) {
    OptionalInt read = Scope.parse(word.text());
    if (read.isEmpty()) {
      reading.error(
          "bad-value",
          word.position(),
          Reading.quote(word.text())
              + " is no scope; global, site, link, host, nowhere or 0 to 255 is");
    } else if (onlyIpv4("scope", word)) {
      scope = read.getAsInt();
    }
  }

  private void broadcast(Word word) {
    if (!onlyIpv4("brd", word)) {
      return;
    }
    if (word.text().equals("+") || word.text().equals("-")) {
      broadcast = computed(word);
      return;
    }
    Optional<InetAddress> read =
        IpLiteral.parse(word.text()).filter(a -> AddressFamily.of(a) == AddressFamily.IPV4);
    if (read.isEmpty()) {
      reading.error(
          "bad-value",
          word.position(),
          Reading.quote(word.text()) + " is no broadcast address; an IPv4 address, + or - is");
    }
    broadcast = read.orElse(null);
  }

  /// `+` sets the bits behind the network's, `-` clears them.
  private @Nullable InetAddress computed(Word word) {
    if (prefix.length() > 30) {
      reading.warning(
          "value-changed",
          word.position(),
          "a network of /31 or /32 has no broadcast address; none is set, as keepalived does");
      return null;
    }
    byte[] octets = prefix.address().getAddress();
    for (int bit = prefix.length(); bit < 32; bit++) {
      int mask = 0x80 >> (bit % 8);
      octets[bit / 8] =
          (byte) (word.text().equals("+") ? octets[bit / 8] | mask : octets[bit / 8] & ~mask);
    }
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are an address", e);
    }
  }

  private boolean onlyIpv4(String option, Word word) {
    if (family == AddressFamily.IPV6) {
      reading.warning(
          "value-changed",
          word.position(),
          "an IPv6 address has no %s; it is ignored".formatted(option));
    }
    return family == AddressFamily.IPV4;
  }
}
