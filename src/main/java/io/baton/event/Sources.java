package io.baton.event;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The `source` of CloudEvents: `/baton/NODE/instances/VI_1`.
final class Sources {

  private static final String ROOT = "/baton/";

  private Sources() {}

  /// @param kind `instances`, `groups`, `trackers`, `destinations`, `configuration`
  static String of(String node, String kind, String name) {
    return ROOT + escaped(node) + "/" + kind + "/" + escaped(name);
  }

  /// Without the node, which may get another name: `instances/VI_1`.
  static String kindAndName(String source) {
    int node = source.startsWith(ROOT) ? source.indexOf('/', ROOT.length()) : -1;
    return source.substring(node + 1);
  }

  static String kindAndName(String kind, String name) {
    return kind + "/" + escaped(name);
  }

  private static String escaped(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String kind(String kindAndName) {
    return kindAndName.substring(0, Math.max(0, kindAndName.indexOf('/')));
  }

  static String name(String kindAndName) {
    var name = kindAndName.substring(kindAndName.indexOf('/') + 1);
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }
}
