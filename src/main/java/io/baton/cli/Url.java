package io.baton.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Names in addresses.
final class Url {

  private Url() {}

  /// A part of a path or the value of a query.
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
