package io.baton.track;

import io.baton.config.CheckConfig.Http;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Which servers an HTTPS check believes.
final class Trust {

  /// A file of CAs is not longer; the system's own has a quarter of that.
  private static final long LONGEST_FILE_OCTETS = 1 << 20;

  private Trust() {}

  /// Null for the JVM's own trust.
  static @Nullable SSLContext context(Http http) throws IOException, GeneralSecurityException {
    if (http.insecure()) {
      return context(new TrustManager[] {new Anybody()});
    }
    String file = http.caFile();
    return file == null ? null : context(authorities(Path.of(file)));
  }

  private static SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust, null);
    return context;
  }

  private static TrustManager[] authorities(Path file)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var input = Files.newInputStream(file)) {
      if (Files.size(file) > LONGEST_FILE_OCTETS) {
        throw new CertificateException("longer than " + LONGEST_FILE_OCTETS + " octets");
      }
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(input);
      if (certificates.isEmpty()) {
        throw new CertificateException("no certificate in it");
      }
      for (var certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
    } catch (IOException e) {
      throw new CertificateException(Texts.reason(e), e);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /// Believes everybody, whatever name the certificate has: the operator asked for it.
  private static final class Anybody extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
