package io.baton.api;

import io.baton.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Entity tags: a keyed digest of what a resource's configuration says, secrets included. The key
/// is new at each start, so that nobody finds a password by trying tags; after a restart a client
/// reads once more.
final class Tags {

  private static final SecretKeySpec KEY = key();

  private Tags() {}

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, "HmacSHA256");
  }

  static String of(Object tree) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(KEY);
      byte[] digest = mac.doFinal(Json.text(shown(tree)).getBytes(StandardCharsets.UTF_8));
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
    }
  }

  private static Object shown(Object tree) {
    return switch (tree) {
      case Secret secret -> secret.value();
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), shown(value)));
        yield copy;
      }
      case List<?> list -> list.stream().map(Tags::shown).toList();
      default -> tree;
    };
  }

  /// Whether a header `If-Match` or `If-None-Match` names the tag. `*` is the caller's to see.
  static boolean names(String header, String tag) {
    return Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag::equals);
  }

  /// Refuses a change whose conditions do not hold.
  ///
  /// @param present the tag of what is there; null when nothing is
  static void require(ChangeParams params, @Nullable String present) {
    String match = params.ifMatch;
    String noneMatch = params.ifNoneMatch;
    if (match != null && (present == null || !(isAny(match) || names(match, present)))) {
      throw stale(present == null ? "there is no such thing any more" : "it has changed", present);
    }
    if (noneMatch != null && present != null && (isAny(noneMatch) || names(noneMatch, present))) {
      throw stale("it is there already", present);
    }
  }

  private static boolean isAny(String header) {
    return header.strip().equals("*");
  }

  private static ApiProblem stale(String why, @Nullable String present) {
    ApiProblem problem = ApiProblem.stale(why + "; read it again and repeat the change");
    return present == null ? problem : problem.header("ETag", present);
  }
}
