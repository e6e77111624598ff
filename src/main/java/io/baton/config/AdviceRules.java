package io.baton.config;

import io.baton.vrrp.VirtualRoute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may stand in a configuration and does nothing, or may fail: it is told and refuses nothing.
final class AdviceRules {

  private static final String CODE = "no-effect";
  private static final int OWNER = 255;
  private static final int MOST = 254;

  private final Rules rules;
  private final Map<String, Usual> scripts = new HashMap<>();
  private final Map<String, Usual> processes = new HashMap<>();
  private final Map<String, Usual> checks = new HashMap<>();

  /// Told of each weight that is not 0: where it stands, whose it is, and by how much it can move
  /// the priority up, or down.
  private interface Weighed {
    void at(String path, String name, int move);
  }

  /// What counts for a tracker whose user says nothing else.
  private record Usual(int weight, boolean reverse) {

    static final Usual NONE = new Usual(0, false);

    int move(@Nullable Integer otherWeight, @Nullable Boolean otherReverse) {
      int moved = otherWeight == null ? weight : otherWeight;
      return (otherReverse == null ? reverse : otherReverse) ? -moved : moved;
    }
  }

  AdviceRules(List<Problem> problems) {
    rules = new Rules(problems);
  }

  void check(BatonConfig config) {
    config.scripts().forEach(s -> scripts.put(s.name(), new Usual(s.weight(), s.reverse())));
    config.processes().forEach(p -> processes.put(p.name(), new Usual(p.weight(), p.reverse())));
    config.checks().forEach(c -> checks.put(c.name(), new Usual(c.weight(), c.reverse())));
    Map<String, String> weightless = new HashMap<>();
    for (int i = 0; i < config.syncGroups().size(); i++) {
      SyncGroupConfig group = config.syncGroups().get(i);
      if (!group.trackingWeights()) {
        group.members().forEach(member -> weightless.putIfAbsent(member, group.name()));
        weights(
            "/syncGroups/" + i,
            group.trackScripts(),
            group.tracking(),
            (path, name, _) -> withoutWeights(path, name, group.name()));
      }
    }
    routes("/statics/routes/", config.statics().routes());
    for (int i = 0; i < config.instances().size(); i++) {
      instance("/instances/" + i, config.instances().get(i), weightless);
    }
  }

  private void instance(String path, InstanceConfig instance, Map<String, String> weightless) {
    String group = weightless.get(instance.name());
    weights(
        path,
        instance.trackScripts(),
        instance.tracking(),
        (place, name, move) -> weight(place, name, move, instance.priority(), group));
    routes(path + "/routes/", instance.routes());
  }

  /// The kernel takes such a route in few cases only.
  private void routes(String path, List<VirtualRoute> routes) {
    for (int i = 0; i < routes.size(); i++) {
      VirtualRoute route = routes.get(i);
      boolean direct = route.via() != null || route.device() != null || !route.nextHops().isEmpty();
      if (route.type() == VirtualRoute.UNICAST && !direct) {
        rules.broken(
            path + i, "missing-value", "a route needs a gateway (via) or an interface (device)");
      }
    }
  }

  private void weight(String path, String name, int move, int priority, @Nullable String group) {
    if (group != null) {
      withoutWeights(path, name, group);
    } else if (priority == OWNER) {
      rules.broken(
          path,
          CODE,
          "%s has a weight, but the priority of an owner (255) never changes; take a priority"
                  .formatted(Reading.quote(name))
              + " up to 254, or weight 0 for a fault");
    } else if (move > 0 && priority == MOST) {
      rules.broken(
          path,
          CODE,
          "%s can only raise the priority, which is 254 already; take a lower one"
              .formatted(Reading.quote(name)));
    } else if (move < 0 && priority == 1) {
      rules.broken(
          path,
          CODE,
          "%s can only lower the priority, which is 1 already; take a higher one"
              .formatted(Reading.quote(name)));
    }
  }

  private void withoutWeights(String path, String name, String group) {
    rules.broken(
        path,
        CODE,
        "%s has a weight, which counts in the group %s with trackingWeights only"
            .formatted(Reading.quote(name), Reading.quote(group)));
  }

  private void weights(
      String path, List<TrackedScript> tracked, TrackingConfig tracking, Weighed use) {
    for (int i = 0; i < tracked.size(); i++) {
      TrackedScript script = tracked.get(i);
      Usual usual = scripts.getOrDefault(script.script(), Usual.NONE);
      int move = usual.move(script.weight(), script.reverse());
      if (move != 0) {
        use.at(path + "/trackScripts/" + i, script.script(), move);
      }
    }
    weights(path + "/tracking/interfaces/", tracking.interfaces(), Map.of(), use);
    weights(path + "/tracking/processes/", tracking.processes(), processes, use);
    weights(path + "/tracking/checks/", tracking.checks(), checks, use);
  }

  private static void weights(
      String path, List<Tracked> all, Map<String, Usual> usual, Weighed use) {
    for (int i = 0; i < all.size(); i++) {
      Tracked tracked = all.get(i);
      Usual own = usual.getOrDefault(tracked.name(), Usual.NONE);
      int move = own.move(tracked.weight(), tracked.reverse());
      if (move != 0) {
        use.at(path + i, tracked.name(), move);
      }
    }
  }
}
