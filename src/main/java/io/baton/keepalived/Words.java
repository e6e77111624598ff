package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Goes through the words of a line that has options, its keyword included.
final class Words {

  private final Reading reading;
  private final List<Word> words = new ArrayList<>();
  private int index;

  Words(Statement line, Reading reading) {
    this.reading = reading;
    words.add(line.head());
    words.addAll(line.words());
  }

  boolean hasNext() {
    return index < words.size();
  }

  boolean isNext(String text) {
    return hasNext() && words.get(index).text().equals(text);
  }

  Word next() {
    return words.get(index++);
  }

  void skip(String text) {
    if (isNext(text)) {
      index++;
    }
  }

  /// The word behind an option; an error when there is none.
  Optional<Word> value(Word option) {
    if (hasNext()) {
      return Optional.of(next());
    }
    reading.error("missing-value", option.position(), option.text() + " lacks its value");
    return Optional.empty();
  }

  Optional<InetAddress> address(Word option) {
    Optional<Word> word = value(option);
    Optional<InetAddress> address = word.flatMap(w -> IpLiteral.parse(w.text()));
    if (word.isPresent() && address.isEmpty()) {
      bad(word.get(), "is no address for %s; an IP address is".formatted(option.text()));
    }
    return address;
  }

  /// An address, behind the name of its family or not.
  Optional<InetAddress> gateway(Word option) {
    skip("inet");
    skip("inet6");
    return address(option);
  }

  /// The number behind an option, decimal or hexadecimal.
  long number(Word option, long most, long otherwise) {
    return value(option).map(w -> number(option.text(), w, most, otherwise)).orElse(otherwise);
  }

  /// A word as a number from 0 on.
  ///
  /// @param what what the number is, for messages
  long number(String what, Word word, long most, long otherwise) {
    String text = word.text();
    long number =
        text.matches("[0-9]{1,10}")
            ? Long.parseLong(text)
            : text.matches("0[xX][0-9A-Fa-f]{1,8}") ? Long.parseLong(text.substring(2), 16) : -1;
    if (number < 0 || number > most) {
      bad(word, "is no value for %s; a number from 0 to %d is".formatted(what, most));
      return otherwise;
    }
    return number;
  }

  void bad(Word word, String text) {
    reading.error("bad-value", word.position(), Reading.quote(word.text()) + " " + text);
  }
}
