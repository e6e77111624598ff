package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import java.net.InetAddress;
import java.util.Optional;

/// Reads the lines of `unicast_peer`, and `unicast_src_ip`. A network's length behind an address is
/// ignored, as keepalived does.
final class UnicastReader {

  private final String pointer;
  private final Values values;
  private final Reading reading;

  UnicastReader(String pointer, Values values) {
    this.pointer = pointer;
    this.values = values;
    reading = values.reading();
  }

  void peer(Statement line, InstanceDraft draft) {
    values.noBlock(line);
    Optional<InetAddress> peer = address(line.head());
    if (peer.isEmpty()) {
      reading.error(
          "bad-value",
          line.position(),
          Reading.quote(line.keyword()) + " is no address of a peer; one address a line is");
      return;
    }
    reading.place(pointer + "/peers/" + draft.peers.size(), line.position());
    draft.peers.add(peer.get());
    if (!line.words().isEmpty()) {
      option(line.words().getFirst());
    }
  }

  private void option(Word option) {
    if (option.text().equals("min_ttl") || option.text().equals("max_ttl")) {
      reading.error(
          "not-supported-yet",
          option.position(),
          option.text() + " is not supported yet: any hop limit of that peer would be taken");
    } else {
      reading.error(
          "bad-value",
          option.position(),
          "a peer is one address a line; put the next one on a line of its own");
    }
  }

  void source(Statement statement, InstanceDraft draft) {
    reading.place(pointer + "/source", statement.valuePosition());
    values.upTo(statement, 2).ifPresent(word -> source(statement, word, draft));
  }

  private void source(Statement statement, Word word, InstanceDraft draft) {
    draft.sourceStatement = statement;
    Optional<InetAddress> address = address(word);
    if (address.isEmpty()) {
      reading.error(
          "bad-value",
          word.position(),
          Reading.quote(word.text()) + " is no address to send from; an IP address is");
    }
    draft.source = address.orElse(null);
    if (statement.words().size() > 1) {
      Word option = statement.words().get(1);
      boolean optional = option.text().equals("optional");
      String text =
          optional
              ? "optional is not supported yet: without that address the instance is in FAULT"
              : Reading.quote(option.text()) + " cannot follow the address";
      reading.error(optional ? "not-supported-yet" : "bad-value", option.position(), text);
    }
  }

  private Optional<InetAddress> address(Word word) {
    Optional<InetAddress> address =
        IpLiteral.parsePrefix(word.text()).map(IpLiteral.Prefix::address);
    if (address.isPresent() && word.text().indexOf('/') >= 0) {
      reading.warning(
          "value-changed",
          word.position(),
          "this is an address, not a network; what stands behind / is ignored, as keepalived does");
    }
    return address;
  }
}
