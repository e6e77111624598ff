package io.baton.notify;

import io.baton.config.NotifierConfig.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whom a client of ours believes, and who it is, from PEM files. Messages name files, never what
/// is in them.
public final class ClientTls {

  private static final long LONGEST_FILE = 1 << 20;
  private static final char[] NO_PASSWORD = {};
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private ClientTls() {}

  /// Null when the system's trust and no certificate of ours are wanted.
  static @Nullable SSLContext context(Webhook webhook)
      throws GeneralSecurityException, IOException {
    return context(webhook.caFile(), webhook.clientCertFile(), webhook.clientKeyFile());
  }

  /// A context of PEM files; null when none is wanted.
  ///
  /// @param ca certificates to believe; the system's without
  /// @param certificate what to show with its key, when both are there
  public static @Nullable SSLContext context(
      @Nullable String ca, @Nullable String certificate, @Nullable String key)
      throws GeneralSecurityException, IOException {
    if (ca == null && certificate == null) {
      return null;
    }
    var context = SSLContext.getInstance("TLS");
    context.init(keys(certificate, key), trust(ca), null);
    return context;
  }

  private static TrustManager @Nullable [] trust(@Nullable String ca)
      throws GeneralSecurityException, IOException {
    if (ca == null) {
      return null;
    }
    var store = empty();
    for (Certificate certificate : certificates(ca)) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(@Nullable String certificate, @Nullable String key)
      throws GeneralSecurityException, IOException {
    if (certificate == null || key == null) {
      return null;
    }
    var chain = certificates(certificate).toArray(Certificate[]::new);
    var store = empty();
    store.setKeyEntry("client", key(key), NO_PASSWORD, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(String file)
      throws GeneralSecurityException, IOException {
    checkLength(file);
    try (var input = Files.newInputStream(Path.of(file))) {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(input);
      if (found.isEmpty()) {
        throw new CertificateException("there is no certificate in " + file);
      }
      return List.copyOf(found);
    }
  }

  private static PrivateKey key(String file) throws GeneralSecurityException, IOException {
    checkLength(file);
    var text = KEY.matcher(Files.readString(Path.of(file), StandardCharsets.US_ASCII));
    if (!text.find()) {
      throw new InvalidKeySpecException(
          "there is no PKCS #8 key in " + file + " (openssl pkcs8 -topk8 -nocrypt makes one)");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1)));
    var failure =
        new InvalidKeySpecException("the key in " + file + " is neither RSA, EC nor EdDSA");
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private static void checkLength(String file) throws IOException {
    if (Files.size(Path.of(file)) > LONGEST_FILE) {
      throw new IOException(file + " is longer than " + LONGEST_FILE + " octets");
    }
  }
}
