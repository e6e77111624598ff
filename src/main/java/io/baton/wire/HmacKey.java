package io.baton.wire;

import java.util.Arrays;
import java.util.HexFormat;

/// A key that all routers of a virtual router share. Never printed.
public final class HmacKey {

  private static final int HIGHEST_ID = 255;
  private static final int SHORTEST = 32;
  private static final int LONGEST = 64;

  private final int id;
  private final byte[] secret;

  /// @param id 1 to 255, sent in clear: it tells the receiver which key to use
  /// @param secret 32 to 64 octets
  public HmacKey(int id, byte[] secret) {
    if (id < 1 || id > HIGHEST_ID) {
      throw new IllegalArgumentException("key id " + id + ", not 1 to 255");
    }
    if (secret.length < SHORTEST || secret.length > LONGEST) {
      throw new IllegalArgumentException(
          "key %d has %d octets, not 32 to 64".formatted(id, secret.length));
    }
    this.id = id;
    this.secret = secret.clone();
  }

  /// A key as configurations write it.
  ///
  /// @param secret 64 to 128 hexadecimal digits
  public static HmacKey ofHex(int id, String secret) {
    return new HmacKey(id, HexFormat.of().parseHex(secret));
  }

  public int id() {
    return id;
  }

  byte[] secret() {
    return secret.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HmacKey key && id == key.id && Arrays.equals(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
