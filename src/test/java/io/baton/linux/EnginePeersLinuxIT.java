package io.baton.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.NetworkPort.ChannelSpec;
import io.baton.engine.Refusal;
import io.baton.engine.TransitionEvent;
import io.baton.keepalived.KeepalivedReader;
import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.Advertisement;
import io.baton.vrrp.Authentication;
import io.baton.vrrp.Priority;
import io.baton.vrrp.Reason;
import io.baton.vrrp.Vrid;
import io.baton.vrrp.VrrpVersion;
import io.baton.wire.AdvertisementCodec;
import io.baton.wire.ChecksumForm;
import io.baton.wire.IpHeader;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whom the engine believes, with real packets between two hosts.
class EnginePeersLinuxIT {

  private static final InetAddress RIGHT = InetAddress.ofLiteral("10.5.0.2");
  private static final InetAddress VIRTUAL = InetAddress.ofLiteral("10.5.0.40");

  private final Vertx vertx = Vertx.vertx();
  private TestHost left;
  private TestHost right;

  @BeforeEach
  void connectTwoHosts() {
    left = TestHost.create(vertx);
    right = TestHost.create(vertx);
    TestHost.connect(left, right);
    left.ip("addr add 10.5.0.1/24 dev eth0");
    right.ip("addr add 10.5.0.2/24 dev eth0");
  }

  @AfterEach
  void removeHosts() {
    TestHost.closeAll(right, left);
    vertx.close();
  }

  private static String version2(String secret, int priority) {
    return EngineLinuxIT.config(
            "authentication {\n auth_type PASS\n auth_pass " + secret + "\n}", "10.5.0.40/24")
        .replace("version 3", "version 2")
        .replace("advert_int 0.1", "advert_int 1")
        .replace("priority 100", "priority " + priority);
  }

  @Test
  void theSamePasswordIsBelievedAndAnotherIsRefused() {
    // Given
    try (var active = RunningEngine.start(left, version2("geheim12", 150))) {
      await().until(active::isActive);

      // When
      try (var friend = RunningEngine.start(right, version2("geheim12", 100))) {
        await().until(() -> friend.only().counters().received() >= 2);

        // Then
        assertThat(friend.isActive()).isFalse();
        assertThat(friend.only().counters().refused()).isEmpty();
      }
      try (var stranger = RunningEngine.start(right, version2("anderes1", 100))) {
        await().until(() -> refused(stranger, Refusal.AUTHENTICATION_FAILED) >= 2);
        assertThat(stranger.only().counters().received()).isZero();
        await().until(stranger::isActive);
      }
    }
  }

  @Test
  void anAuthenticationHeaderIsRefusedWithItsReason() {
    // Given
    var read = KeepalivedReader.read("k.conf", version2("geheim12", 100).replace("PASS", "AH"));
    try (var engine = RunningEngine.start(left, version2("geheim12", 100))) {
      await().until(() -> engine.status().size() == 1);

      // When
      sendWithAuthenticationHeader();

      // Then
      await().until(() -> refused(engine, Refusal.AUTHENTICATION_TYPE) == 1);
      assertThat(engine.only().counters().received()).isZero();
    }
    assertThat(read.hasErrors()).isTrue();
    assertThat(read.findings().toString()).contains("auth_type AH is not supported");
  }

  /// RFC 2338 section 5.3.6: type 2. The password's message becomes one by another type and the
  /// checksum that belongs to it.
  private void sendWithAuthenticationHeader() {
    var group = AdvertisementCodec.group(AddressFamily.IPV4);
    var advertisement =
        new Advertisement(
            VrrpVersion.V2,
            new Vrid(51),
            new Priority(200),
            100,
            List.of(VIRTUAL),
            Authentication.password("geheim12"));
    var message = AdvertisementCodec.encode(advertisement, RIGHT, group, ChecksumForm.MESSAGE);
    message[4]++;
    int checksum = (message[6] & 0xff) << 8 | message[7] & 0xff;
    int corrected = checksum >= 0x100 ? checksum - 0x100 : checksum - 0x100 + 0xffff;
    message[6] = (byte) (corrected >> 8);
    message[7] = (byte) corrected;
    var packet = IpHeader.encode(RIGHT, group, 255, 1, message);
    var link = right.link("eth0");
    right.onLoop(
        () -> {
          var spec = new ChannelSpec(link, AddressFamily.IPV4, Set.of(new Vrid(51)), Set.of(group));
          var channel = right.network.open(spec, _ -> {});
          channel.send(packet, group);
          channel.close();
        });
  }

  private static String signed(String digit, int priority) {
    return EngineLinuxIT.config(
            "auth_hmac {\n key 1 hex:" + digit.repeat(64) + "\n}", "10.5.0.40/24")
        .replace("priority 100", "priority " + priority);
  }

  @Test
  void aSignatureOfTheSameKeyIsBelievedAndAnotherOrNoneIsRefused() {
    // Given
    try (var active = RunningEngine.start(left, signed("1", 150))) {
      await().until(active::isActive);

      // When
      try (var friend = RunningEngine.start(right, signed("1", 100))) {
        await().until(() -> friend.only().counters().received() >= 5);

        // Then
        assertThat(friend.isActive()).isFalse();
        assertThat(friend.only().counters().refused()).isEmpty();
      }
      try (var stranger = RunningEngine.start(right, signed("2", 200))) {
        await().until(() -> refused(stranger, Refusal.AUTH_INVALID) >= 2);
        await().until(stranger::isActive);
        await().until(() -> refused(active, Refusal.AUTH_INVALID) >= 2);
        assertThat(active.isActive()).isTrue();
      }
      var plain = EngineLinuxIT.config("", "10.5.0.40/24").replace("priority 100", "priority 200");
      try (var unsigned = RunningEngine.start(right, plain)) {
        await().until(() -> refused(active, Refusal.AUTH_MISSING) >= 2);
        assertThat(active.isActive()).isTrue();
        assertThat(unsigned.only().counters().sent()).isPositive();
      }
    }
  }

  @Test
  void strictModeRefusesAListWithoutALinkLocalAddressAndYieldsInSilence() {
    // Given
    var strict = "global_defs {\n vrrp_strict\n}\n" + EngineLinuxIT.config("", "fe80::51/64");
    var loose = EngineLinuxIT.config("", "fd00:5::40/64").replace("priority 100", "priority 200");
    var better = EngineLinuxIT.config("", "fe80::51/64").replace("priority 100", "priority 200");

    // When
    try (var engine = RunningEngine.start(left, strict)) {
      await().until(engine::isActive);
      try (var _ = RunningEngine.start(right, loose)) {
        await().until(() -> refused(engine, Refusal.ADDRESS_LIST) >= 3);

        // Then
        assertThat(engine.isActive()).isTrue();
      }
      try (var _ = RunningEngine.start(right, better)) {
        await().until(() -> !engine.isActive());
        var last = engine.told(TransitionEvent.class).getLast().transition().reason();
        assertThat(last).isInstanceOf(Reason.BetterRouterHeard.class);
      }
    }
  }

  private static long refused(RunningEngine engine, Refusal refusal) {
    return engine.only().counters().refused().getOrDefault(refusal, 0L);
  }
}
