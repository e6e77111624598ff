package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.config.TransportConfig;
import java.net.InetAddress;
import java.util.Iterator;
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
    if (draft.peers.contains(peer.get())) {
      reading.warning(
          "duplicate-value",
          line.position(),
          "this peer stands above already; it is left out, as keepalived does");
      return;
    }
    reading.place(pointer + "/peers/" + draft.peers.size(), line.position());
    draft.peers.add(peer.get());
    limits(line, peer.get(), draft);
  }

  /// `min_ttl N`, `max_ttl N` in any order.
  private void limits(Statement line, InetAddress peer, InstanceDraft draft) {
    int least = 0;
    int most = 255;
    Iterator<Word> words = line.words().iterator();
    while (words.hasNext()) {
      Word option = words.next();
      boolean isLeast = option.text().equals("min_ttl");
      if (!isLeast && !option.text().equals("max_ttl")) {
        reading.error(
            "bad-value",
            option.position(),
            "a peer is ADDRESS [min_ttl N] [max_ttl N]; put the next one on a line of its own");
        return;
      }
      if (!words.hasNext()) {
        reading.error("missing-value", option.position(), option.text() + " lacks its value");
        return;
      }
      int read = values.integer(option.text(), words.next(), 0, 255).orElse(isLeast ? least : most);
      least = isLeast ? read : least;
      most = isLeast ? most : read;
    }
    if (!line.words().isEmpty()) {
      draft.transport.peerTtls.add(new TransportConfig.PeerTtl(peer, least, most));
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
      if (optional) {
        reading.warning(
            "not-supported",
            option.position(),
            "optional is not supported: without that address the instance is in FAULT");
      } else {
        reading.warning(
            "bad-value",
            option.position(),
            Reading.quote(option.text()) + " cannot follow the address; it is ignored");
      }
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
