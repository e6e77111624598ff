package io.baton.config;

import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Reads the mail server and whom it tells.
final class YamlMail {

  private static final String PLACE = "/global/mail";

  private YamlMail() {}

  static MailConfig read(YamlFields mail) {
    var to = new ArrayList<String>();
    for (YamlNode node : mail.list("to", PLACE + "/to")) {
      mail.item("to", node).ifPresent(s -> to.add(s.text()));
    }
    mail.require("host", PLACE + "/host", mail.position());
    String host = mail.text("host", PLACE + "/host");
    var config =
        new MailConfig(
            to,
            mail.text("from", PLACE + "/from"),
            host == null ? "" : host,
            mail.number("port", PLACE + "/port", 25),
            mail.duration("connectTimeout", PLACE + "/connectTimeout", Duration.ofSeconds(30)),
            mail.text("heloName", PLACE + "/heloName"),
            mail.flag("faults", PLACE + "/faults", true),
            mail.choice("tls", PLACE + "/tls", MailConfig.Tls.values(), MailConfig.Tls.NONE),
            mail.text("caFile", PLACE + "/caFile"),
            login(mail));
    mail.finish();
    return config;
  }

  private static MailConfig.@Nullable Login login(YamlFields mail) {
    String place = PLACE + "/login";
    String user = mail.text("user", place + "/user");
    Secret password =
        mail.node("password", place + "/password")
            .flatMap(node -> YamlSecrets.read(mail, "password", node))
            .orElse(null);
    if (user == null && password == null) {
      return null;
    }
    if (user == null) {
      mail.require("user", place + "/user", mail.position());
    }
    if (password == null) {
      mail.require("password", place + "/password", mail.position());
    }
    return new MailConfig.Login(
        user == null ? "" : user, password == null ? new Secret("") : password);
  }
}
