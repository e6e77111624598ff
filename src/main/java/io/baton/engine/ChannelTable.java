package io.baton.engine;

import io.baton.engine.Link.LinkAddress;
import io.baton.engine.NetworkPort.AdvertChannel;
import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.vrrp.AddressFamily;
import io.baton.wire.Datagram;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The open channels, one per interface and family, shared by all instances there. Event loop only.
final class ChannelTable {

  private static final Logger LOG = Logger.getLogger(ChannelTable.class);

  /// Where a channel belongs.
  record Key(String interfaceName, AddressFamily family) {}

  /// Takes what channels hear.
  interface Receiver {
    void onDatagram(Key key, Datagram datagram);
  }

  private final NetworkPort network;
  private final Receiver receiver;
  private final Map<Key, Entry> entries = new HashMap<>();

  ChannelTable(NetworkPort network, Receiver receiver) {
    this.network = network;
    this.receiver = receiver;
  }

  private record Entry(ChannelSpec spec, @Nullable AdvertChannel channel, String failure) {}

  Optional<AdvertChannel> find(Key key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::channel);
  }

  /// Why there is no channel; empty when there is one or nobody asked for it.
  Optional<String> failure(Key key) {
    return Optional.ofNullable(entries.get(key))
        .filter(e -> e.channel() == null)
        .map(Entry::failure);
  }

  /// Makes the channel fit. What already fits is not touched; a channel that could not be opened is
  /// tried again.
  void open(Key key, ChannelSpec spec) {
    var present = entries.get(key);
    if (present != null && present.channel() != null && sameSocket(present.spec(), spec)) {
      if (!present.spec().vrids().equals(spec.vrids())) {
        present.channel().listenTo(spec.vrids());
      }
      entries.put(key, new Entry(spec, present.channel(), ""));
      return;
    }
    // The old one is closed when the new one hears, so that nothing is missed between.
    var opened = tryOpen(key, spec, present == null ? "" : present.failure());
    close(key);
    entries.put(key, opened);
  }

  /// Closes the channels that nobody wants any more.
  void closeOthers(Set<Key> wanted) {
    for (var key : List.copyOf(entries.keySet())) {
      if (!wanted.contains(key)) {
        close(key);
      }
    }
  }

  /// IPv6 sockets are bound to what they hear, the link's own addresses among it.
  private static boolean sameSocket(ChannelSpec left, ChannelSpec right) {
    return left.link().index() == right.link().index()
        && left.groups().equals(right.groups())
        && Objects.equals(left.onlyFrom(), right.onlyFrom())
        && (left.family() == AddressFamily.IPV4 || own(left.link()).equals(own(right.link())));
  }

  private static List<LinkAddress> own(Link link) {
    return link.addresses().stream().filter(address -> !address.ours()).toList();
  }

  /// Says what is wrong once, not at every try.
  private Entry tryOpen(Key key, ChannelSpec spec, String failureBefore) {
    try {
      var channel = network.open(spec, datagram -> receiver.onDatagram(key, datagram));
      return new Entry(spec, channel, "");
    } catch (PortException e) {
      var failure = String.valueOf(e.getMessage());
      if (!failure.equals(failureBefore)) {
        LOG.errorf("B212 no advertisements on %s, trying again: %s", key.interfaceName(), failure);
      }
      return new Entry(spec, null, failure);
    }
  }

  void close(Key key) {
    var entry = entries.remove(key);
    if (entry != null && entry.channel() != null) {
      entry.channel().close();
    }
  }

  void closeInterface(String interfaceName) {
    for (var family : AddressFamily.values()) {
      close(new Key(interfaceName, family));
    }
  }

  /// How each stands, by name.
  List<EngineStatus.Channel> status(Function<Key, Map<Refusal, Long>> refused) {
    return entries.entrySet().stream()
        .map(e -> status(e.getKey(), e.getValue().failure(), refused.apply(e.getKey())))
        .sorted(
            Comparator.comparing(EngineStatus.Channel::interfaceName)
                .thenComparing(EngineStatus.Channel::family))
        .toList();
  }

  private static EngineStatus.Channel status(Key key, String failure, Map<Refusal, Long> refused) {
    return new EngineStatus.Channel(key.interfaceName(), key.family(), failure, refused);
  }

  boolean hasFailures() {
    return entries.values().stream().anyMatch(e -> e.channel() == null);
  }
}
