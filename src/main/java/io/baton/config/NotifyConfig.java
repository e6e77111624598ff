package io.baton.config;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/// Scripts that are told about transitions; null for none.
///
/// @param any told about every state, with four arguments appended: `INSTANCE`, the name, the
///   state, the priority
public record NotifyConfig(
    @Valid @Nullable Command master,
    @Valid @Nullable Command backup,
    @Valid @Nullable Command fault,
    @Valid @Nullable Command stop,
    @Valid @Nullable Command any,
    @Valid @Nullable Command deleted,
    @Valid @Nullable Command lowerPriorityHeard) {

  public static final NotifyConfig NONE = new NotifyConfig(null, null, null, null, null);

  public NotifyConfig(
      @Nullable Command master,
      @Nullable Command backup,
      @Nullable Command fault,
      @Nullable Command stop,
      @Nullable Command any) {
    this(master, backup, fault, stop, any, null, null);
  }
}
