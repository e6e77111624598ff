package io.baton.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Writes what holds for the whole daemon.
final class YamlGlobalOutput {

  private YamlGlobalOutput() {}

  static void global(YamlOutput out, GlobalConfig global) {
    GlobalConfig usual = GlobalConfig.DEFAULT;
    out.text("routerId", "/global/routerId", global.routerId());
    YamlWriter.user(out, "scriptUser", "/global/scriptUser", global.scriptUser());
    out.flag("scriptSecurity", "/global/scriptSecurity", global.scriptSecurity(), false);
    MailConfig mail = global.mail();
    if (mail != null) {
      out.fields("mail", "/global/mail", inner -> mail(inner, mail));
    }
    out.items("fifos", "/global/fifos", fifos(global.fifos()));
    out.duration(
        "startupDelay", "/global/startupDelay", global.startupDelay(), usual.startupDelay());
    out.duration("arpInterval", "/global/arpInterval", global.arpInterval(), usual.arpInterval());
    out.duration(
        "neighborInterval",
        "/global/neighborInterval",
        global.neighborInterval(),
        usual.neighborInterval());
    out.items(
        "announceGroups",
        "/global/announceGroups",
        YamlAnnounceGroups.items(global.announceGroups()));
    out.fields("realtime", "/global/realtime", inner -> realtime(inner, global.realtime()));
  }

  private static void realtime(YamlOutput out, RealtimeConfig realtime) {
    out.number("priority", "/global/realtime/priority", realtime.priority(), 0);
    out.flag("lockMemory", "/global/realtime/lockMemory", realtime.lockMemory(), false);
  }

  private static void mail(YamlOutput out, MailConfig mail) {
    out.words("to", "/global/mail/to", mail.to());
    out.text("from", "/global/mail/from", mail.from());
    out.text("host", "/global/mail/host", mail.host());
    out.number("port", "/global/mail/port", mail.port(), 25);
    out.duration(
        "connectTimeout",
        "/global/mail/connectTimeout",
        mail.connectTimeout(),
        Duration.ofSeconds(30));
    out.text("heloName", "/global/mail/heloName", mail.heloName());
    out.flag("faults", "/global/mail/faults", mail.faults(), true);
    if (mail.tls() != MailConfig.Tls.NONE) {
      out.word("tls", "/global/mail/tls", YamlFields.word(mail.tls()));
    }
    out.text("caFile", "/global/mail/caFile", mail.caFile());
    MailConfig.Login login = mail.login();
    if (login != null) {
      out.text("user", "/global/mail/login/user", login.user());
      out.secret("password", "/global/mail/login/password", login.password());
    }
  }

  private static List<YamlOutput.Item> fifos(List<FifoConfig> fifos) {
    var items = new ArrayList<YamlOutput.Item>();
    for (FifoConfig fifo : fifos) {
      String place = "/global/fifos/" + items.size();
      items.add(
          new YamlOutput.Item(
              place, new YamlOutput.Fields(YamlOutput.of(out -> fifo(out, place, fifo)))));
    }
    return items;
  }

  private static void fifo(YamlOutput out, String place, FifoConfig fifo) {
    out.text("path", place + "/path", fifo.path());
    YamlWriter.user(out, "owner", place + "/owner", fifo.owner());
    YamlWriter.command(out, "script", place, fifo.script());
    out.flag("statesOnReload", place + "/statesOnReload", fifo.statesOnReload(), false);
  }
}
