package io.baton.keepalived;

import io.baton.config.IpLiteral;
import io.baton.config.Reading;
import io.baton.config.TransportConfig;
import io.baton.vrrp.AddressFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads how the advertisements of an instance travel.
final class TransportReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "mcast_src_ip",
          "mcast_dst_ip",
          "track_src_ip",
          "unicast_ttl",
          "check_unicast_src",
          "v3_checksum_as_v2",
          "old_unicast_checksum");

  private final String pointer;
  private final Values values;
  final List<TransportConfig.PeerTtl> peerTtls = new ArrayList<>();
  private @Nullable InetAddress source;
  private @Nullable InetAddress group;
  private @Nullable Statement sourceStatement;
  private @Nullable Statement groupStatement;
  private boolean trackSource;
  private int ttl = 255;
  private @Nullable Boolean checkSource;
  private @Nullable Boolean checksumAsVersion2;
  private boolean oldChecksum;

  TransportReader(String pointer, Values values) {
    this.pointer = pointer;
    this.values = values;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "mcast_src_ip" -> {
        place("source", statement);
        source = source(statement).orElse(source);
        sourceStatement = statement;
      }
      case "mcast_dst_ip" -> {
        place("group", statement);
        group = InstanceDefaults.group(statement, null, values).orElse(group);
        groupStatement = statement;
      }
      case "track_src_ip" -> trackSource = values.bool(statement);
      case "unicast_ttl" -> {
        place("ttl", statement);
        ttl = values.integer(statement, 0, 255).orElse(ttl);
      }
      case "old_unicast_checksum" -> oldChecksum(statement);
      case "check_unicast_src" -> checkSource = values.bool(statement);
      default -> checksumAsVersion2 = values.bool(statement);
    }
  }

  /// Alone it asks for the old sum; `never` asks keepalived not to accept it.
  private void oldChecksum(Statement statement) {
    boolean never =
        !statement.words().isEmpty() && statement.words().getFirst().text().equals("never");
    values.once(statement);
    values.noBlock(statement);
    values.extraWords(statement, never ? 1 : 0, "takes never or nothing");
    oldChecksum = !never;
    if (never) {
      values
          .reading()
          .note(
              "no-effect",
              statement.valuePosition(),
              "a peer that sends the old checksum is understood all the same");
    }
  }

  private void place(String component, Statement statement) {
    values.reading().place(pointer + "/" + component, statement.valuePosition());
  }

  private Optional<InetAddress> source(Statement statement) {
    Optional<Word> word = values.one(statement);
    Optional<InetAddress> address =
        word.flatMap(w -> IpLiteral.parsePrefix(w.text())).map(IpLiteral.Prefix::address);
    if (word.isPresent() && address.isEmpty()) {
      values
          .reading()
          .error(
              "bad-value",
              word.get().position(),
              Reading.quote(word.get().text()) + " is no address to send from; an IP address is");
    }
    return address;
  }

  TransportConfig complete(InstanceDefaults defaults, AddressFamily family) {
    source = ofFamily(source, sourceStatement, family);
    group = ofFamily(group, groupStatement, family);
    boolean asVersion2 =
        checksumAsVersion2 == null ? defaults.checksumAsVersion2 : checksumAsVersion2;
    return new TransportConfig(
        source,
        trackSource,
        group == null ? defaults.group(family) : group,
        ttl,
        peerTtls,
        checkSource == null ? defaults.checkSource : checkSource,
        asVersion2,
        oldChecksum && !asVersion2);
  }

  private @Nullable InetAddress ofFamily(
      @Nullable InetAddress address, @Nullable Statement statement, AddressFamily family) {
    if (address == null || statement == null || AddressFamily.of(address) == family) {
      return address;
    }
    values
        .reading()
        .warning(
            "value-changed",
            statement.valuePosition(),
            "%s is of another family than the virtual addresses; it is ignored, as keepalived does"
                .formatted(statement.keyword()));
    return null;
  }
}
