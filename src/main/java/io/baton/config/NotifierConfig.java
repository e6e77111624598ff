package io.baton.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A destination of events, which keepalived does not have.
///
/// @param name what the outbox, health and the API call it
public record NotifierConfig(@NotBlank String name, @Valid Events events, @Valid Target target) {

  /// Which events a destination wants; an empty list is for all.
  ///
  /// @param types as `transition` or in full, `io.baton.transition.v1`
  /// @param subjects names of instances and groups
  /// @param states of transitions, in keepalived's words; other events have none and pass
  public record Events(
      @Size(max = 64) List<@NotBlank String> types,
      @Size(max = 1024) List<@NotBlank String> subjects,
      @Size(max = 16) List<@NotBlank String> states) {

    public static final Events ALL = new Events(List.of(), List.of(), List.of());

    public Events {
      types = List.copyOf(types);
      subjects = List.copyOf(subjects);
      states = List.copyOf(states);
    }
  }

  /// Where events go.
  public sealed interface Target {}

  /// An HTTP POST, signed as Standard Webhooks say.
  ///
  /// @param secrets `whsec_` and base64; the first signs first, further ones while keys are rotated
  /// @param timeout of one try, from the connection to the end of the answer
  /// @param caFile PEM certificates to trust instead of the system's; null for the system's
  /// @param clientCertFile the PEM chain that we show; null for none
  /// @param clientKeyFile its PEM key (PKCS #8)
  public record Webhook(
      @NotBlank @Size(max = 2048) String url,
      @Size(max = 32) List<@Valid Header> headers,
      @Size(max = 4) List<Secret> secrets,
      Duration timeout,
      @Nullable String caFile,
      @Nullable String clientCertFile,
      @Nullable String clientKeyFile)
      implements Target {

    /// Long enough for a busy receiver, short enough that a hanging one is noticed.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public Webhook {
      headers = List.copyOf(headers);
      secrets = List.copyOf(secrets);
    }
  }

  /// A header of a request. Its value may be a credential, so it is never shown.
  public record Header(@NotBlank @Size(max = 128) String name, Secret value) {}

  /// A topic of the Kafka cluster that the connector's own settings name.
  public record Kafka(@NotBlank @Size(max = 249) String topic, Mode mode) implements Target {}

  /// How a CloudEvent becomes a record.
  public enum Mode {
    /// The value is the whole event as JSON.
    STRUCTURED,
    /// The value is the data, the attributes are headers.
    BINARY
  }
}
