package io.baton.api;

import io.baton.config.BatonConfig;
import io.baton.config.ChangePlan;
import io.baton.config.ConfigTree;
import io.baton.config.InstanceChange;
import io.baton.config.InstanceConfig;
import io.baton.config.Position;
import io.baton.config.ReadConfig;
import io.baton.config.YamlReader;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps a configuration as the daemon does, with one instance from a file, and runs nothing.
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeConfigService implements ConfigService {

  private static final String FILE =
      """
      routerId: node1
      scripts:
        chk: {command: [/usr/bin/true]}
      instances:
        VI_FILE:
          {interface: eth0, virtualRouterId: 50, password: filepass, addresses: [10.0.9.1/24]}
      syncGroups:
        g: {members: [VI_FILE]}
      processes:
        p: {process: nginx}
      files:
        f: {path: /run/f}
      checks:
        c: {ping: 10.0.0.1}
      notifiers:
        n: {webhook: {url: "https://example.org/file"}}
      """;

  private final ReadConfig files = YamlReader.read("baton.yaml", FILE);
  private final List<Revision> history = new ArrayList<>();
  private BatonConfig managed = BatonConfig.EMPTY;
  private long revision = 1;
  private Optional<ConfigState.PendingConfirm> pending = Optional.empty();

  /// Where the file says what is at a path of the API.
  static int lineOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    var lines = FILE.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("  " + name + ":")) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(path);
  }

  public synchronized void reset() {
    managed = BatonConfig.EMPTY;
    history.clear();
    pending = Optional.empty();
    revision++;
  }

  @Override
  public synchronized ConfigState current() {
    return new ConfigState(
        revision,
        Instant.EPOCH,
        merged(managed),
        files.config(),
        managed,
        positions(),
        pending,
        Optional.empty());
  }

  private Map<String, Position> positions() {
    return files.positions();
  }

  private BatonConfig merged(BatonConfig other) {
    var now =
        new ConfigState(
            0,
            Instant.EPOCH,
            other,
            files.config(),
            other,
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return ConfigTree.read(Documents.of(now).whole()).config();
  }

  @Override
  public synchronized ChangeOutcome change(ChangeRequest request) {
    BatonConfig wanted = request.managed().apply(managed);
    if (wanted.equals(managed)) {
      return new ChangeOutcome.Unchanged(revision);
    }
    var plan = plan(managed, wanted);
    if (request.meta().dryRun()) {
      return new ChangeOutcome.Planned(plan);
    }
    managed = wanted;
    revision++;
    history.addFirst(
        new Revision(
            revision,
            Instant.EPOCH,
            request.meta().actor(),
            request.meta().reason(),
            plan.lines(),
            wanted));
    Optional<Instant> before = request.meta().confirmWithin().map(Instant.EPOCH::plus);
    pending = before.map(t -> new ConfigState.PendingConfirm(revision, t, request.meta().actor()));
    return new ChangeOutcome.Applied(revision, plan, before);
  }

  private static ChangePlan plan(BatonConfig from, BatonConfig to) {
    var before = byName(from);
    var after = byName(to);
    var changes = new ArrayList<InstanceChange>();
    before.forEach(
        (name, instance) -> {
          if (!after.containsKey(name)) {
            changes.add(new InstanceChange.Remove(instance, List.of(), "its addresses go"));
          }
        });
    after.forEach(
        (name, instance) -> {
          InstanceConfig old = before.get(name);
          if (old == null) {
            changes.add(new InstanceChange.Add(instance, List.of(), ""));
          } else if (!old.equals(instance)) {
            changes.add(new InstanceChange.Retune(old, instance, List.of("priority"), ""));
          }
        });
    return new ChangePlan(from, to, changes, List.of());
  }

  private static Map<String, InstanceConfig> byName(BatonConfig config) {
    var map = new LinkedHashMap<String, InstanceConfig>();
    config.instances().forEach(i -> map.put(i.name(), i));
    return map;
  }

  @Override
  public synchronized boolean confirm(long wanted, String actor) {
    boolean waits = pending.filter(p -> p.revision() == wanted).isPresent();
    pending = Optional.empty();
    return waits;
  }

  @Override
  public synchronized List<Revision> history() {
    return List.copyOf(history);
  }

  @Override
  public synchronized ChangeOutcome rollback(long wanted, ChangeRequest.Meta meta) {
    for (Revision known : history) {
      if (known.revision() == wanted) {
        return change(
            new ChangeRequest(_ -> known.managed(), java.util.OptionalLong.empty(), meta));
      }
    }
    return new ChangeOutcome.UnknownRevision(wanted);
  }

  @Override
  public synchronized ChangeOutcome reload(String actor) {
    return new ChangeOutcome.Unchanged(revision);
  }
}
