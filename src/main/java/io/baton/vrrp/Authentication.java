package io.baton.vrrp;

import java.nio.charset.StandardCharsets;

/// The authentication of a version 2 message: its type and the eight octets of data, read as one
/// big-endian number. RFC 2338 section 5.3.6; RFC 3768 kept the field and removed the types. Never
/// prints its data.
public record Authentication(int type, long data) {

  public static final int TYPE_NONE = 0;
  public static final int TYPE_PASSWORD = 1;

  public static final Authentication NONE = new Authentication(TYPE_NONE, 0);

  public Authentication {
    if (type < 0 || type > 255) {
      throw new IllegalArgumentException("an authentication type is 0 to 255, not " + type);
    }
  }

  /// A simple text password: its first eight octets in UTF-8, filled up with zeros.
  public static Authentication password(String password) {
    long data = 0;
    byte[] octets = password.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 8; i++) {
      data = data << 8 | (i < octets.length ? octets[i] & 0xff : 0);
    }
    return new Authentication(TYPE_PASSWORD, data);
  }

  @Override
  public String toString() {
    return "Authentication[type=" + type + "]";
  }
}
