package io.baton.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules of what holds for the whole daemon.
final class GlobalRules {

  private final Rules rules;

  GlobalRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(GlobalConfig global) {
    if (global.routerId() != null) {
      rules.name("/global/routerId", global.routerId());
    }
    rules.user("/global/scriptUser", global.scriptUser());
    rules.duration("/global/startupDelay", "the delay", global.startupDelay(), true);
    rules.duration("/global/arpInterval", "the interval", global.arpInterval(), true);
    rules.duration("/global/neighborInterval", "the interval", global.neighborInterval(), true);
    announceGroups(global.announceGroups());
    if (global.mail() != null) {
      mail(global.mail());
    }
    for (int i = 0; i < global.fifos().size(); i++) {
      fifo("/global/fifos/" + i, global.fifos().get(i));
    }
  }

  private void announceGroups(List<AnnounceGroupConfig> groups) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < groups.size(); i++) {
      AnnounceGroupConfig group = groups.get(i);
      String path = "/global/announceGroups/" + i;
      rules.duration(path + "/arpInterval", "the interval", group.arpInterval(), true);
      rules.duration(path + "/neighborInterval", "the interval", group.neighborInterval(), true);
      for (int k = 0; k < group.interfaces().size(); k++) {
        String name = group.interfaces().get(k);
        rules.deviceName(path + "/interfaces/" + k, name);
        if (!taken.add(name)) {
          rules.broken(
              path + "/interfaces/" + k,
              "conflict",
              Reading.quote(name) + " is in a group already; an interface has one at most");
        }
      }
    }
  }

  private void fifo(String path, FifoConfig fifo) {
    if (!fifo.path().isBlank() && !fifo.path().startsWith("/")) {
      rules.broken(path + "/path", "bad-value", "a pipe has an absolute path, /run/baton.fifo");
    }
    rules.noControls(path + "/path", fifo.path());
    rules.user(path + "/owner", fifo.owner());
    rules.command(path + "/script", fifo.script());
  }

  /// What goes into the headers of a mail must not begin a new one.
  private void mail(MailConfig mail) {
    if (mail.to().isEmpty()) {
      rules.broken("/global/mail/to", "missing-value", "nobody gets the mail; name somebody");
    }
    for (int i = 0; i < mail.to().size(); i++) {
      rules.noControls("/global/mail/to/" + i, mail.to().get(i));
    }
    if (mail.from() != null) {
      rules.noControls("/global/mail/from", mail.from());
    }
    rules.noControls("/global/mail/host", mail.host());
    MailConfig.Login login = mail.login();
    if (login != null) {
      rules.noControls("/global/mail/login/user", login.user());
      if (mail.tls() == MailConfig.Tls.NONE) {
        rules.broken(
            "/global/mail/login/user",
            "conflict",
            "a password is not sent in the clear; set tls to starttls or tls");
      }
    }
    if (mail.caFile() != null && !mail.caFile().startsWith("/")) {
      rules.broken("/global/mail/caFile", "bad-value", "a file has an absolute path here");
    }
    if (mail.heloName() != null) {
      rules.noControls("/global/mail/heloName", mail.heloName());
    }
    rules.duration(
        "/global/mail/connectTimeout", "the time to connect", mail.connectTimeout(), false);
  }
}
