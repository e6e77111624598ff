package io.baton.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks names and passwords. A password that was right once is remembered as a keyed digest, so
/// that not every request costs the hash; no more than one hash is made at a time, because the
/// processor belongs to the event loop.
@ApplicationScoped
public class Credentials {

  private static final int MOST_REMEMBERED = 256;

  /// What an unknown name costs, so that time does not tell which names there are.
  private static final PasswordHash NOBODY =
      PasswordHash.parse(
          "pbkdf2-sha512$210000$AAAAAAAAAAAAAAAAAAAAAA$"
              + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

  /// @param roles with all that they include
  record Caller(String name, Set<String> roles) {}

  /// Which hash the digest was right for.
  private record Remembered(PasswordHash hash, String digest) {}

  private final PasswordFile file;
  private final LocalSecret local = new LocalSecret();
  private final Semaphore one = new Semaphore(1);
  private final SecretKeySpec key;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Credentials(ApiSettings settings) {
    file = new PasswordFile(settings.passwordFile());
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "HmacSHA256");
  }

  PasswordFile file() {
    return file;
  }

  /// Makes the password of this host's own user.
  public void writeLocal(Path stateDir) throws IOException {
    local.write(stateDir);
  }

  /// Blocks for as long as a hash takes. Empty when the name or the password is wrong.
  Optional<Caller> check(String name, String password) {
    if (name.equals(LocalSecret.NAME) && local.matches(password)) {
      return Optional.of(new Caller(name, Roles.implied(Roles.ADMIN)));
    }
    Optional<PasswordFile.Person> person = file.withPassword(name);
    PasswordHash hash = person.map(PasswordFile.Person::hash).orElse(null);
    if (!matches(name, password, hash)) {
      return Optional.empty();
    }
    return person.map(p -> new Caller(p.name(), p.roles()));
  }

  private boolean matches(String name, String password, @Nullable PasswordHash hash) {
    String digest = digest(password);
    if (hash != null) {
      synchronized (remembered) {
        Remembered known = remembered.get(name);
        if (known != null && known.hash() == hash && known.digest().equals(digest)) {
          return true;
        }
      }
    }
    one.acquireUninterruptibly();
    try {
      boolean right = (hash == null ? NOBODY : hash).matches(password.toCharArray());
      if (right && hash != null) {
        synchronized (remembered) {
          remembered.put(name, new Remembered(hash, digest));
        }
      }
      return right && hash != null;
    } finally {
      one.release();
    }
  }

  Optional<Caller> withCertificate(String commonName) {
    return file.withCertificate(commonName).map(p -> new Caller(p.name(), p.roles()));
  }

  private String digest(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
    }
  }
}
