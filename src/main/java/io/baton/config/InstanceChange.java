package io.baton.config;

import java.util.List;

/// What a plan does to one instance. An instance without one is not touched: not a socket, not a
/// timer, not an address.
public sealed interface InstanceChange {

  String name();

  /// What is different, one line each.
  List<String> reasons();

  /// What that does to the addresses and to the role, in words.
  String impact();

  /// It resigns, its addresses go, its channel is closed.
  record Remove(InstanceConfig from, List<String> reasons, String impact)
      implements InstanceChange {

    public Remove {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String name() {
      return from.name();
    }
  }

  /// In place: the state and the timers are kept. Its name may be another one.
  record Retune(InstanceConfig from, InstanceConfig to, List<String> reasons, String impact)
      implements InstanceChange {

    public Retune {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String name() {
      return to.name();
    }
  }

  /// It resigns and starts anew as another virtual router.
  record Replace(InstanceConfig from, InstanceConfig to, List<String> reasons, String impact)
      implements InstanceChange {

    public Replace {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String name() {
      return to.name();
    }
  }

  /// It starts.
  record Add(InstanceConfig to, List<String> reasons, String impact) implements InstanceChange {

    public Add {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String name() {
      return to.name();
    }
  }
}
