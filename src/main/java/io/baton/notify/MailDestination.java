package io.baton.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.config.MailConfig;
import io.baton.config.MailConfig.Login;
import io.baton.event.Delivery;
import io.baton.event.Destination;
import io.baton.event.StoredEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Mails transitions with the client that Quarkus' mailer wraps, made for the configuration that
/// runs. One connection serves a burst and is closed when nothing follows. One thread delivers.
final class MailDestination implements Destination {

  static final String NAME = "mail";

  /// Beyond the time to connect: what a server may take for a whole dialogue.
  private static final long DIALOGUE_SECONDS = 30;

  private static final int IDLE_SECONDS = 20;
  private static final int MOST_REMEMBERED = 8192;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// It is about us or about now, not about this mail, though the code says for ever.
  private static final Set<Integer> NOT_ABOUT_THE_MAIL =
      Set.of(500, 502, 503, 504, 530, 534, 535, 538);

  private final MailConfig config;
  private final String router;
  private final String host;
  private final Predicate<StoredEvent> mailed;
  private final Vertx vertx;
  private MailClient client;

  /// What was mailed last, by type and subject: the same state is not mailed twice. Who is not in
  /// it is mailed: after a restart nobody knows what had been told.
  private final Map<String, String> last =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /// @param router the name of this node in subjects
  /// @param host of this node, for the sender and the greeting
  /// @param mailed whether the instance or group is mailed (`smtp_alert`)
  MailDestination(
      Vertx vertx, MailConfig config, String router, String host, Predicate<StoredEvent> mailed) {
    this.config = config;
    this.router = router;
    this.host = host;
    this.mailed = mailed;
    this.vertx = vertx;
    this.client = MailClient.create(vertx, options(config, host));
  }

  private static io.vertx.ext.mail.MailConfig options(MailConfig config, String host) {
    var options = new io.vertx.ext.mail.MailConfig();
    options.setHostname(config.host());
    options.setPort(config.port());
    options.setOwnHostname(config.heloName() == null ? host : config.heloName());
    options.setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
    options.setMaxPoolSize(1);
    options.setKeepAlive(true);
    options.setKeepAliveTimeout(IDLE_SECONDS);
    options.setPoolCleanerPeriod(IDLE_SECONDS);
    options.setAllowRcptErrors(true);
    options.setUserAgent("Baton");
    options.setSsl(config.tls() == MailConfig.Tls.TLS);
    options.setStarttls(
        config.tls() == MailConfig.Tls.STARTTLS
            ? StartTLSOptions.REQUIRED
            : StartTLSOptions.DISABLED);
    options.setHostnameVerificationAlgorithm("HTTPS");
    if (config.caFile() != null) {
      options.setPemTrustOptions(new PemTrustOptions().addCertPath(config.caFile()));
    }
    Login login = config.login();
    options.setLogin(login == null ? LoginOption.DISABLED : LoginOption.REQUIRED);
    if (login != null) {
      options.setUsername(login.user());
      options.setPassword(login.password().value());
    }
    return options;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean wants(StoredEvent event) {
    return MailText.of(router, event).isPresent()
        && (config.faults() || !"FAULT".equals(event.state()))
        && mailed.test(event);
  }

  @Override
  public Delivery deliver(StoredEvent event) throws InterruptedException {
    var text = MailText.of(router, event);
    if (text.isEmpty()) {
      return new Delivery.Refused("nothing to mail about it");
    }
    String state = event.state();
    String subject = event.type() + " " + event.subject();
    if (state != null && (state.equals(last.get(subject)) || startsAsBackup(event))) {
      last.put(subject, state);
      return new Delivery.Delivered("not mailed: keepalived does not mail it, either");
    }
    var delivery = send(event, text.get());
    if (state != null && delivery instanceof Delivery.Delivered) {
      last.put(subject, state);
    }
    return delivery;
  }

  /// keepalived does not mail that. Told by the event alone, so that a mail that waits while the
  /// daemon is started anew is still a mail.
  private static boolean startsAsBackup(StoredEvent event) {
    if (!"BACKUP".equals(event.state())) {
      return false;
    }
    try {
      var from = JSON.readTree(event.text()).path("data").path("from").asText();
      return from.equals("STOP") || from.equals("INIT");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private Delivery send(StoredEvent event, MailText text) throws InterruptedException {
    var sent = client.sendMail(message(event, text)).toCompletionStage().toCompletableFuture();
    try {
      long limit = config.connectTimeout().toSeconds() + DIALOGUE_SECONDS;
      List<String> takers = sent.get(limit, TimeUnit.SECONDS).getRecipients();
      return new Delivery.Delivered(
          "%s took it for %d of %d".formatted(config.host(), takers.size(), config.to().size()));
    } catch (TimeoutException e) {
      renewClient();
      return new Delivery.Retry(config.host() + " does not answer");
    } catch (ExecutionException e) {
      renewClient();
      return failure(e.getCause());
    }
  }

  /// After a failure the pool may hold a connection that is being closed, and a mail sent over it
  /// is never answered: a new client has none.
  private synchronized void renewClient() {
    var old = client;
    client = MailClient.create(vertx, options(config, host));
    var _ = old.close();
  }

  private Delivery failure(@Nullable Throwable cause) {
    if (cause instanceof SMTPException smtp) {
      String why = config.host() + ": " + Answers.clean(smtp.getMessage());
      return smtp.isPermanent() && !NOT_ABOUT_THE_MAIL.contains(smtp.getReplyCode())
          ? new Delivery.Refused(why)
          : new Delivery.Retry(why);
    }
    String why = cause == null ? "failed" : Answers.reason(cause);
    return new Delivery.Retry(config.host() + ": " + why);
  }

  /// The id makes the same event the same mail, however often it is sent.
  private MailMessage message(StoredEvent event, MailText text) {
    var message = new MailMessage();
    message.setFrom(
        config.from() == null ? System.getProperty("user.name") + "@" + host : config.from());
    message.setTo(config.to());
    message.setSubject(text.subject());
    message.setText(text.body() + "\n");
    message.addHeader("Message-ID", "<" + event.id() + "@" + host + ">");
    message.addHeader("X-Mailer", "Keepalived");
    return message;
  }

  @Override
  public synchronized void close() {
    var _ = client.close();
  }
}
