package io.baton.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.microprofile.config.ConfigProvider;

/// Finds out who makes a request: by name and password, by a token of an identity provider, by a
/// client certificate, or, without any of these, by coming from this very host.
@ApplicationScoped
class ApiAuthentication implements HttpAuthenticationMechanism {

  private static final int BEFORE_ALL_OTHERS = DEFAULT_PRIORITY + 1000;
  private static final int MOST_CHARACTERS = 16 * 1024;
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  private final Credentials credentials;
  private final String loopbackRole;
  private final RequestRate failures;

  ApiAuthentication(Credentials credentials, ApiSettings settings) {
    this.credentials = credentials;
    loopbackRole = settings.loopbackRole();
    failures = new RequestRate(settings.failuresPerMinute() / 60.0, settings.failuresPerMinute());
  }

  @Override
  public int getPriority() {
    return BEFORE_ALL_OTHERS;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager all) {
    String header = request.request().getHeader("Authorization");
    if (header != null) {
      return withHeader(request, header, all);
    }
    Optional<Credentials.Caller> known = certificate(request).flatMap(credentials::withCertificate);
    if (known.isPresent()) {
      return Uni.createFrom().item(identity(known.get()));
    }
    if (Roles.isKnown(loopbackRole) && Loopback.isTrusted(request)) {
      return Uni.createFrom().item(loopback());
    }
    return Uni.createFrom().nullItem();
  }

  private Uni<SecurityIdentity> withHeader(
      RoutingContext request, String header, IdentityProviderManager all) {
    String address = Loopback.address(request);
    if (header.length() > MOST_CHARACTERS || !failures.wouldAllow(address, System.nanoTime())) {
      return Uni.createFrom().failure(new AuthenticationFailedException("too many failures"));
    }
    Uni<SecurityIdentity> found;
    if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      found = basic(request, header.substring(BASIC.length()).strip());
    } else if (header.regionMatches(true, 0, BEARER, 0, BEARER.length()) && tokensAreKnown()) {
      found = bearer(request, header.substring(BEARER.length()).strip(), all);
    } else {
      found = Uni.createFrom().failure(new AuthenticationFailedException("no such scheme"));
    }
    return found.onFailure().invoke(() -> failures.allows(address, System.nanoTime()));
  }

  private static boolean tokensAreKnown() {
    var config = ConfigProvider.getConfig();
    return config.getOptionalValue("mp.jwt.verify.publickey.location", String.class).isPresent()
        || config.getOptionalValue("mp.jwt.verify.publickey", String.class).isPresent();
  }

  private Uni<SecurityIdentity> basic(RoutingContext request, String encoded) {
    String text;
    try {
      text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return Uni.createFrom().failure(new AuthenticationFailedException("not base64"));
    }
    int colon = text.indexOf(':');
    String name = text.substring(0, Math.max(0, colon));
    String password = text.substring(colon + 1);
    return Uni.createFrom()
        .completionStage(
            () ->
                request
                    .vertx()
                    .executeBlocking(() -> credentials.check(name, password), false)
                    .toCompletionStage())
        .map(
            caller ->
                identity(caller.orElseThrow(() -> new AuthenticationFailedException("wrong"))));
  }

  /// The groups of the token are its roles.
  private static Uni<SecurityIdentity> bearer(
      RoutingContext request, String token, IdentityProviderManager all) {
    var credential = new JsonWebTokenCredential(token);
    return all.authenticate(
            HttpSecurityUtils.setRoutingContextAttribute(
                new TokenAuthenticationRequest(credential), request))
        .map(
            identity -> {
              var roles = new HashSet<String>();
              identity.getRoles().forEach(role -> roles.addAll(Roles.implied(role)));
              return QuarkusSecurityIdentity.builder(identity).addRoles(roles).build();
            });
  }

  private static SecurityIdentity identity(Credentials.Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.name()))
        .addRoles(caller.roles())
        .build();
  }

  private SecurityIdentity loopback() {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal("loopback"))
        .setAnonymous(true)
        .addRoles(Roles.implied(loopbackRole))
        .build();
  }

  /// The common name of the client's certificate, which the TLS layer has verified.
  private static Optional<String> certificate(RoutingContext request) {
    SSLSession session = request.request().sslSession();
    if (session == null) {
      return Optional.empty();
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate x509
          ? Optional.ofNullable(HttpSecurityUtils.getCommonName(x509.getSubjectX500Principal()))
          : Optional.empty();
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom()
        .item(new ChallengeData(401, "WWW-Authenticate", ProblemMappers.CHALLENGE));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext request) {
    RequestGate.answer(request, ProblemMappers.noCredentials());
    return Uni.createFrom().item(true);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }
}
