package io.baton.notify;

import io.baton.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as Standard Webhooks say: HMAC-SHA256 of `id.timestamp.body`, in base64 after `v1,`; one
/// signature for each secret, so that a receiver may know the old or the new one.
final class WebhookSignature {

  private static final String PREFIX = "whsec_";

  private WebhookSignature() {}

  /// @param seconds of the try, since the epoch
  static String of(List<Secret> secrets, String id, long seconds, byte[] body) {
    return secrets.stream()
        .map(secret -> "v1," + signature(secret, id, seconds, body))
        .collect(Collectors.joining(" "));
  }

  private static String signature(Secret secret, String id, long seconds, byte[] body) {
    byte[] key = Base64.getDecoder().decode(secret.value().substring(PREFIX.length()));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
