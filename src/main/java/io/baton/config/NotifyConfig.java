package io.baton.config;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/// Who is told about transitions: scripts, null for none, and by mail.
///
/// @param any told about every state, with four arguments appended: `INSTANCE`, the name, the
///   state, the priority
/// @param priorityChanges whether changes of the priority are written to pipes, too
///   (`notify_priority_changes`)
/// @param eventInput whether scripts get the event as JSON on their standard input
/// @param mail whether transitions are mailed where the daemon has a mail server (`smtp_alert`)
public record NotifyConfig(
    @Valid @Nullable Command master,
    @Valid @Nullable Command backup,
    @Valid @Nullable Command fault,
    @Valid @Nullable Command stop,
    @Valid @Nullable Command any,
    @Valid @Nullable Command deleted,
    @Valid @Nullable Command lowerPriorityHeard,
    boolean priorityChanges,
    boolean mail,
    boolean eventInput) {

  public static final NotifyConfig NONE = new NotifyConfig(null, null, null, null, null);

  public NotifyConfig(
      @Nullable Command master,
      @Nullable Command backup,
      @Nullable Command fault,
      @Nullable Command stop,
      @Nullable Command any) {
    this(master, backup, fault, stop, any, null, null, false, true);
  }

  public NotifyConfig(
      @Nullable Command master,
      @Nullable Command backup,
      @Nullable Command fault,
      @Nullable Command stop,
      @Nullable Command any,
      @Nullable Command deleted,
      @Nullable Command lowerPriorityHeard,
      boolean priorityChanges,
      boolean mail) {
    this(
        master,
        backup,
        fault,
        stop,
        any,
        deleted,
        lowerPriorityHeard,
        priorityChanges,
        mail,
        false);
  }
}
