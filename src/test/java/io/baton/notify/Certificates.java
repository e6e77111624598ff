package io.baton.notify;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Self-signed certificates, made by the JDK's keytool.
public record Certificates(Path folder, String name) {

  static final String PASSWORD = "changeit";

  static Certificates make(Path folder, String name) throws Exception {
    return make(folder, name, "ip:127.0.0.1,dns:localhost");
  }

  /// A key and its certificate for a server of these names.
  ///
  /// @param names as keytool's `san` takes them: `ip:10.0.0.1,dns:localhost`
  public static Certificates make(Path folder, String name, String names) throws Exception {
    var made = new Certificates(folder, name);
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                made.store().toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    write(made.certificate(), "CERTIFICATE", made.keyStore().getCertificate("key").getEncoded());
    write(
        made.key(),
        "PRIVATE KEY",
        made.keyStore().getKey("key", PASSWORD.toCharArray()).getEncoded());
    return made;
  }

  private static void write(Path file, String kind, byte[] der) throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind),
        StandardCharsets.US_ASCII);
  }

  Path store() {
    return folder.resolve(name + ".p12");
  }

  public Path certificate() {
    return folder.resolve(name + ".pem");
  }

  public Path key() {
    return folder.resolve(name + ".key");
  }

  private KeyStore keyStore() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /// Shows this certificate, and believes the other one.
  SSLContext serverContext(Certificates client) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(keyStore(), PASSWORD.toCharArray());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", client.keyStore().getCertificate("key"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
