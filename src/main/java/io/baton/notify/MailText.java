package io.baton.notify;

import io.baton.event.StoredEvent;
import java.util.Optional;

/// A mail in keepalived's words: people filter by these subjects.
record MailText(String subject, String body) {

  private static final String TRANSITION = "io.baton.transition.v1";
  private static final String GROUP_TRANSITION = "io.baton.group-transition.v1";
  private static final String DELETED = "io.baton.instance-deleted.v1";
  private static final String TEST = "io.baton.test.v1";

  /// Empty for events that keepalived does not mail.
  static Optional<MailText> of(String router, StoredEvent event) {
    String state = event.state() == null ? "" : event.state();
    String instance = "[" + router + "] VRRP Instance " + event.subject();
    String group = "[" + router + "] VRRP Group " + event.subject();
    return switch (event.type()) {
      case TRANSITION -> transition(instance, state);
      case GROUP_TRANSITION -> groupTransition(group, state);
      case DELETED ->
          Optional.of(new MailText(instance + " - Deleted", "=> VRRP Deleted at reload <="));
      case TEST ->
          Optional.of(
              new MailText(
                  "[" + router + "] Baton - Test", "=> This is a test, nothing has happened <="));
      default -> Optional.empty();
    };
  }

  private static Optional<MailText> transition(String instance, String state) {
    return switch (state) {
      case "MASTER" ->
          Optional.of(
              new MailText(
                  instance + " - Entering MASTER state",
                  "=> VRRP Instance is now owning VRRP VIPs <="));
      case "BACKUP", "FAULT" ->
          Optional.of(
              new MailText(
                  instance + " - Entering " + state + " state",
                  "=> VRRP Instance is no longer owning VRRP VIPs <="));
      case "STOP" ->
          Optional.of(new MailText(instance + " - Stopping", "=> VRRP Instance stopping <="));
      default -> Optional.empty();
    };
  }

  private static Optional<MailText> groupTransition(String group, String state) {
    return switch (state) {
      case "MASTER", "BACKUP", "FAULT" ->
          Optional.of(
              new MailText(
                  group + " - Entering " + state + " state",
                  "=> All VRRP group instances are now in " + state + " state <="));
      case "STOP" ->
          Optional.of(
              new MailText(
                  group + " - Stopping", "=> All VRRP group instances are now stopping <="));
      default -> Optional.empty();
    };
  }
}
