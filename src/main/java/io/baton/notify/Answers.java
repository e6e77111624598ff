package io.baton.notify;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// What another side said, fit for a log: its beginning, on one line.
final class Answers {

  /// So much of a body is read; the rest is not waited for.
  static final int BODY_LIMIT = 1024;

  private static final int LONGEST = 300;

  private Answers() {}

  /// Without control characters, cut where it is long.
  static String clean(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return line.substring(0, end) + "...";
  }

  /// Why it failed, by the innermost cause that says something.
  static String reason(Throwable failure) {
    String said = failure.getClass().getSimpleName();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      if (cause.getMessage() != null) {
        said = cause.getClass().getSimpleName() + ": " + cause.getMessage();
      } else {
        said = cause.getClass().getSimpleName();
      }
      cause = cause.getCause();
    }
    return clean(said);
  }

  /// Takes the beginning of a body.
  static final class Body implements BodySubscriber<String> {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    @Override
    public void onSubscribe(Subscription newSubscription) {
      subscription = newSubscription;
      newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        var piece = new byte[Math.min(buffer.remaining(), BODY_LIMIT - taken.size())];
        buffer.get(piece);
        taken.writeBytes(piece);
      }
      if (taken.size() >= BODY_LIMIT && subscription != null) {
        subscription.cancel();
        onComplete();
      }
    }

    /// The status has been said: a body that breaks off changes nothing.
    @Override
    public void onError(Throwable failure) {
      onComplete();
    }

    @Override
    public void onComplete() {
      body.complete(taken.toString(StandardCharsets.UTF_8));
    }

    @Override
    public CompletionStage<String> getBody() {
      return body;
    }
  }
}
