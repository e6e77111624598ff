package io.baton.vrrp;

import java.util.List;

/// The outcome of one step: the next state, and what to do in this order.
public record Step(RouterState state, List<RouterAction> actions) {

  public Step {
    actions = List.copyOf(actions);
  }

  static Step stay(RouterState state) {
    return new Step(state, List.of());
  }
}
