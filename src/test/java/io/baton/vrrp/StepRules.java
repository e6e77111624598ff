package io.baton.vrrp;

import io.baton.vrrp.RouterAction.AnnounceAddresses;
import io.baton.vrrp.RouterAction.AnnounceElsewhere;
import io.baton.vrrp.RouterAction.InstallAddresses;
import io.baton.vrrp.RouterAction.RemoveAddresses;
import io.baton.vrrp.RouterAction.Report;
import io.baton.vrrp.RouterAction.SendAdvertisement;
import io.baton.vrrp.RouterInput.FaultCleared;
import io.baton.vrrp.RouterInput.FaultRaised;
import io.baton.vrrp.RouterInput.Shutdown;
import io.baton.vrrp.RouterInput.Startup;
import io.baton.vrrp.RouterInput.TimerFired;
import io.baton.vrrp.RouterState.Active;
import io.baton.vrrp.RouterState.Backup;
import io.baton.vrrp.RouterState.Initialize;
import io.baton.vrrp.RouterState.Leaving;
import java.util.ArrayList;
import java.util.List;

/// What must hold for every step of every router, whatever it is about. Plain Java: it is called
/// millions of times.
record StepRules(
    RouterSettings settings, RouterState state, RouterInput input, long now, Step step) {

  /// Throws an `AssertionError` that tells the whole case.
  void check() {
    addressesAreHeldIfAndOnlyIfTheStateHoldsThem();
    advertisementsAreSentOnlyByRight();
    announcementsAreOfAddressesThatAreHeld();
    reportsTellExactlyTheChanges();
    deadlinesAreToCome();
    inputsDoWhatTheyAreFor();
  }

  private void addressesAreHeldIfAndOnlyIfTheStateHoldsThem() {
    boolean held = state.isHolder();
    for (RouterAction action : step.actions()) {
      switch (action) {
        case InstallAddresses _ -> held = true;
        case RemoveAddresses _ -> held = false;
        case SendAdvertisement _, AnnounceAddresses _, AnnounceElsewhere _, Report _ -> {}
      }
    }
    require(
        held == step.state().isHolder(), "addresses are held if and only if the state holds them");
    require(
        !(step.state() instanceof Leaving) || (settings.handsOver() && state.isHolder()),
        "only a holder hands over, and only where that is switched on");
    require(!has(InstallAddresses.class) || isActive(), "only an Active router installs addresses");
  }

  private boolean resigned() {
    return input instanceof RouterInput.OperatorResigned;
  }

  private void advertisementsAreSentOnlyByRight() {
    for (RouterAction action : step.actions()) {
      if (action instanceof SendAdvertisement(Priority priority)) {
        if (priority.isResign()) {
          require(
              isAwake() && (leavesForGood() || resigned()),
              "only an Active router that leaves resigns");
          require(indexOf(SendAdvertisement.class) == 0, "a resignation comes first");
        } else {
          require(priority.equals(settings.priority()), "advertised with its own priority");
          require(
              isActive() || (isAwake() && settings.advertBeforeYielding()),
              "only an Active router advertises");
        }
      }
    }
    if (isAwake() && (leavesForGood() || resigned())) {
      require(has(SendAdvertisement.class), "an Active router that leaves resigns");
    }
    if (has(InstallAddresses.class)) {
      int advert = indexOf(SendAdvertisement.class);
      int install = indexOf(InstallAddresses.class);
      int announce = indexOf(AnnounceAddresses.class);
      require(
          0 <= advert && advert < install, "the advertisement leaves before the addresses come");
      require(install < announce, "addresses are announced after they are installed");
    }
  }

  private void announcementsAreOfAddressesThatAreHeld() {
    for (RouterAction action : step.actions()) {
      if (action instanceof AnnounceAddresses(int rounds)) {
        require(isActive(), "only an Active router announces");
        require(rounds >= 1, "at least one round");
      }
      if (action instanceof AnnounceElsewhere) {
        require(isActive() && input instanceof TimerFired, "announced elsewhere when it is due");
      }
    }
  }

  private void reportsTellExactlyTheChanges() {
    var told = ReportedState.of(state);
    for (RouterAction action : step.actions()) {
      if (action instanceof Report(Transition transition)) {
        require(transition.from() == told, "a report begins where the last one ended");
        require(transition.to() != told, "a report tells a change");
        told = transition.to();
      }
    }
    require(told == ReportedState.of(step.state()), "every change of the reported state is told");
  }

  private void deadlinesAreToCome() {
    long deadline = step.state().nextDeadlineNanos();
    if (input instanceof TimerFired) {
      require(deadline > now, "a timer that fired is not due again at once");
    }
    require(
        deadline >= Math.min(now, state.nextDeadlineNanos()), "no deadline moves into the past");
    switch (step.state()) {
      case Initialize _ -> {}
      case Backup(long down, int interval, _, _, _) -> {
        boolean runsOn =
            settled(state) instanceof Backup before && down <= before.activeDownAtNanos();
        long longest = Timers.activeDownInterval(settings, interval);
        boolean moved = input instanceof RouterInput.SettingsChanged;
        require(runsOn || moved || down - now <= longest, "no wait beyond the down interval");
      }
      case Active(long adver, _, _, _) ->
          require(adver - now <= settings.advertIntervalNanos(), "no silence beyond the interval");
      case Leaving(long until, _, _, _) ->
          require(
              until <= Math.max(state.nextDeadlineNanos(), now + Timers.handOver(settings)),
              "no hand-over beyond its bound");
    }
  }

  private void inputsDoWhatTheyAreFor() {
    switch (input) {
      case Shutdown _ ->
          require(
              settled(step.state()) instanceof Initialize next && !next.started(),
              "Shutdown stops it");
      case FaultRaised(Fault fault, _) ->
          require(
              settled(step.state()) instanceof Initialize next && next.faults().contains(fault),
              "a fault takes it out");
      case FaultCleared(Fault fault) ->
          require(
              !(settled(step.state()) instanceof Initialize next) || !next.faults().contains(fault),
              "a cleared fault is gone");
      case Startup _ ->
          require(
              step.state() instanceof Leaving
                  || !(step.state() instanceof Initialize next)
                  || (next.started() && (!next.faults().isEmpty() || next.equals(state))),
              "Startup starts it");
      case TimerFired _,
          RouterInput.AdvertReceived _,
          RouterInput.SettingsChanged _,
          RouterInput.OperatorResigned _,
          RouterInput.AnnounceAsked _,
          RouterInput.GroupAgreed _,
          RouterInput.GroupYielded _ ->
          require(
              settled(state) instanceof Initialize == settled(step.state()) instanceof Initialize,
              "only faults, Startup and Shutdown lead to Initialize and out of it");
    }
    if (isActive() && !(state instanceof Active)) {
      boolean timer =
          input instanceof TimerFired && state.nextDeadlineNanos() <= now && !settings.grouped();
      boolean owner = settings.priority().isOwner() && settled(state) instanceof Initialize;
      boolean resumed = input instanceof Startup(boolean resumes) && resumes;
      boolean agreed =
          input instanceof RouterInput.GroupAgreed
              && state instanceof Backup b
              && b.phase() == Backup.Phase.WANTS_ACTIVE;
      require(
          timer || owner || resumed || agreed,
          "only an expired timer, ownership, a short restart or the group makes a router Active");
    }
  }

  /// The state to come of one that hands over.
  private static RouterState settled(RouterState state) {
    return state instanceof Leaving leaving ? leaving.next() : state;
  }

  private boolean isActive() {
    return step.state() instanceof Active;
  }

  /// Active, and not after a sleep in which another may have taken over.
  private boolean isAwake() {
    long tolerated = Math.max(1, settings.downTimerAdverts() - 1) * settings.advertIntervalNanos();
    return state instanceof Active active && now - active.adverAtNanos() <= tolerated;
  }

  private boolean leavesForGood() {
    return input instanceof Shutdown || input instanceof FaultRaised;
  }

  private boolean has(Class<? extends RouterAction> kind) {
    return indexOf(kind) >= 0;
  }

  private int indexOf(Class<? extends RouterAction> kind) {
    List<RouterAction> actions = step.actions();
    for (int i = 0; i < actions.size(); i++) {
      if (kind.isInstance(actions.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      var lines = new ArrayList<String>();
      lines.add("broken: " + rule);
      lines.add("settings " + settings);
      lines.add("state    " + state);
      lines.add("input    " + input);
      lines.add("now      " + now);
      lines.add("step     " + step);
      throw new AssertionError(String.join("\n", lines));
    }
  }
}
