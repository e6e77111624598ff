package io.baton.vrrp;

import java.net.InetAddress;

/// Everything that can happen to a virtual router.
public sealed interface RouterInput {

  /// The daemon takes the router up.
  ///
  /// @param resumes whether the addresses are still held from before a restart so short that no
  ///   backup can have taken over
  record Startup(boolean resumes) implements RouterInput {

    public Startup() {
      this(false);
    }
  }

  record Shutdown() implements RouterInput {}

  /// A deadline of the state may have passed; harmless when it has not.
  record TimerFired() implements RouterInput {}

  /// A checked advertisement for this virtual router; never one of another version.
  record AdvertReceived(Advertisement advertisement, InetAddress source) implements RouterInput {}

  /// The settings given to the step are new; these were the old ones.
  record SettingsChanged(RouterSettings previous) implements RouterInput {}

  /// A reason not to take part has come up.
  ///
  /// @param evidence what was observed, for people: `exit code 1`
  record FaultRaised(Fault fault, String evidence) implements RouterInput {}

  record FaultCleared(Fault fault) implements RouterInput {}

  /// Every member of the sync group is Active or wants to be.
  record GroupAgreed() implements RouterInput {}

  /// An operator has it give up its role once.
  record OperatorResigned(String actor, String why) implements RouterInput {}

  /// An operator has it announce its addresses once more.
  record AnnounceAsked() implements RouterInput {}

  /// Another member of the sync group is no longer Active.
  record GroupYielded(String member) implements RouterInput {}
}
