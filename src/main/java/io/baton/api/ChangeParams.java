package io.baton.api;

import io.baton.config.DurationText;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// What every request that changes the configuration may say besides its body.
public class ChangeParams {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int LONGEST_REASON = 256;

  @HeaderParam("If-Match")
  @Parameter(description = "The tag that was read; `*` for whatever is there.")
  public @Nullable String ifMatch;

  @HeaderParam("If-None-Match")
  @Parameter(description = "`*` to create and never to replace.")
  public @Nullable String ifNoneMatch;

  @QueryParam("dryRun")
  @Parameter(description = "`true` answers with the plan and changes nothing.")
  public @Nullable String dryRun;

  @QueryParam("confirmWithin")
  @Parameter(
      description =
          "A duration, `60s`: the change is undone by itself unless `POST config/confirm` comes"
              + " before.")
  public @Nullable String confirmWithin;

  @QueryParam("reason")
  @Parameter(description = "Why, for the history; up to 256 characters.")
  public @Nullable String reason;

  /// @throws ApiProblem 400 when a parameter is wrong
  ChangeRequest.Meta meta(String actor) {
    return new ChangeRequest.Meta(
        actor, reason(reason), flag("dryRun", dryRun), duration("confirmWithin", confirmWithin));
  }

  static String reason(@Nullable String text) {
    String reason = text == null ? "" : text;
    if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
      throw ApiProblem.badRequest(
          "bad-parameter", "reason is one line of up to " + LONGEST_REASON + " characters");
    }
    return reason;
  }

  static boolean flag(String name, @Nullable String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true") || text.isEmpty()) {
      return true;
    }
    throw ApiProblem.badRequest("bad-parameter", name + " is true or false");
  }

  /// A whole number of the query.
  ///
  /// @throws ApiProblem 400 when it is none, or out of its bounds
  static OptionalLong whole(String name, @Nullable String text, long least, long most) {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException _) {
      // The same as one out of bounds.
    }
    throw ApiProblem.badRequest(
        "bad-parameter", "%s is a whole number, %d to %d".formatted(name, least, most));
  }

  private static Optional<Duration> duration(String name, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Duration> duration = DurationText.parse(text);
    if (duration.isEmpty()
        || !duration.get().isPositive()
        || duration.get().compareTo(LONGEST) > 0) {
      throw ApiProblem.badRequest(
          "bad-parameter", name + " is a duration of up to one hour with its unit, such as 60s");
    }
    return duration;
  }
}
