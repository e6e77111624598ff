package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.config.Scope;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.AddressOptions;
import io.baton.vrrp.IpPrefix;
import io.baton.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads a line of `virtual_ipaddress`, `virtual_ipaddress_excluded` or `static_ipaddress`:
/// `ADDRESS[/LENGTH] [brd ADDRESS|+|-] [dev IF] [scope S] [label L] [peer ADDRESS]` and flags.
final class AddressReader {

  private final Reading reading;
  private final Statement line;
  private final IpLiteral.Prefix prefix;
  private final AddressFamily family;
  private @Nullable String device;
  private @Nullable String label;
  private @Nullable InetAddress broadcast;
  private int scope;
  private @Nullable IpPrefix peer;
  private boolean detectDuplicates;
  private boolean noPrefixRoute;
  private boolean tracked = true;
  private OptionalLong preferredLifetime = OptionalLong.empty();
  private boolean home;
  private boolean manageTemporary;
  private boolean autojoin;

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
      reading.warning(
          "bad-value",
          line.position(),
          Reading.quote(line.keyword())
              + " is no address, and this line is left out, as keepalived does; a line is"
              + " ADDRESS[/LENGTH] [brd ADDRESS] [dev IF] [scope S] [label L]");
    }
    return prefix.map(p -> new AddressReader(line, p, reading).options());
  }

  private VirtualAddress options() {
    Iterator<Word> words = line.words().iterator();
    while (words.hasNext()) {
      option(words.next(), words);
    }
    var options =
        new AddressOptions(
            peer,
            detectDuplicates,
            noPrefixRoute,
            tracked,
            preferredLifetime,
            home,
            manageTemporary,
            autojoin);
    return new VirtualAddress(
        prefix.address(), prefix.length(), device, label, broadcast, scope, options);
  }

  private void option(Word option, Iterator<Word> words) {
    switch (option.text()) {
      case "dev" -> device = value(option, words).map(Word::text).orElse(device);
      case "label" -> value(option, words).ifPresent(this::label);
      case "brd", "broadcast" -> value(option, words).ifPresent(this::broadcast);
      case "scope" -> value(option, words).ifPresent(this::scope);
      case "peer" -> value(option, words).ifPresent(this::peer);
      case "preferred_lft" -> value(option, words).ifPresent(this::preferredLifetime);
      case "-nodad" -> detectDuplicates = true;
      case "noprefixroute" -> noPrefixRoute = true;
      case "no_track" -> tracked = false;
      case "home" -> home = true;
      case "mngtmpaddr" -> manageTemporary = true;
      case "autojoin" -> autojoin = true;
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
    switch (option.text()) {
      case "track_group" -> {
        value(option, words);
        reading.warning(
            "not-supported",
            option.position(),
            "track_group is not supported: no instance follows this object");
      }
      case "use_vmac" -> {
        // Nobody can tell the name of a macvlan from the next option.
        words.forEachRemaining(_ -> {});
        reading.warning(
            "not-supported",
            option.position(),
            "use_vmac for one address is not supported: it is set on the interface itself; give it"
                + " to an instance with use_vmac");
      }
      default ->
          reading.warning(
              "bad-value",
              option.position(),
              "%s is no option of an address and ignored; dev, label, brd and scope are"
                  .formatted(Reading.quote(option.text())));
    }
  }

  private void peer(Word word) {
    Optional<IpPrefix> read =
        IpLiteral.parsePrefix(word.text())
            .map(p -> new IpPrefix(p.address(), p.length()))
            .filter(p -> p.family() == family);
    if (read.isEmpty()) {
      reading.error(
          "bad-value",
          word.position(),
          Reading.quote(word.text()) + " is no peer of this address; one of its family is");
    }
    peer = read.orElse(null);
  }

  private void preferredLifetime(Word word) {
    if (word.text().equals("forever")) {
      preferredLifetime = OptionalLong.of(AddressOptions.FOREVER);
    } else if (word.text().matches("[0-9]{1,10}")
        && Long.parseLong(word.text()) <= AddressOptions.FOREVER) {
      preferredLifetime = OptionalLong.of(Long.parseLong(word.text()));
    } else {
      reading.error(
          "bad-value",
          word.position(),
          Reading.quote(word.text()) + " is no preferred_lft; forever or seconds are");
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
