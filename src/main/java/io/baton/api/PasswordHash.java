package io.baton.api;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A password as the password file keeps it: `pbkdf2-sha512$ITERATIONS$SALT$HASH`, in base64
/// without padding.
public final class PasswordHash {

  private static final String KIND = "pbkdf2-sha512";
  private static final int ITERATIONS = 210_000;
  private static final int MOST_ITERATIONS = 2_000_000;
  private static final int FEWEST_ITERATIONS = 1_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /// A longer password is refused before it costs anything.
  public static final int LONGEST = 1024;

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /// The hash of a new password, with a salt of its own.
  public static String of(char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        KIND,
        Integer.toString(ITERATIONS),
        base64.encodeToString(salt),
        base64.encodeToString(derive(password, salt, ITERATIONS)));
  }

  /// @throws IllegalArgumentException when the text is no hash of this kind
  static PasswordHash parse(String text) {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(KIND) || !parts[1].matches("[0-9]{1,7}")) {
      throw new IllegalArgumentException("not a hash of baton passwd");
    }
    int iterations = Integer.parseInt(parts[1]);
    byte[] salt = Base64.getDecoder().decode(parts[2]);
    byte[] hash = Base64.getDecoder().decode(parts[3]);
    if (iterations < FEWEST_ITERATIONS
        || iterations > MOST_ITERATIONS
        || salt.length != SALT_BYTES
        || hash.length != HASH_BYTES) {
      throw new IllegalArgumentException("a hash that is too weak or too dear");
    }
    return new PasswordHash(iterations, salt, hash);
  }

  /// Takes a tenth of a second of a core.
  boolean matches(char[] password) {
    return password.length <= LONGEST
        && MessageDigest.isEqual(hash, derive(password, salt, iterations));
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    try {
      var spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * 8);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    }
  }
}
