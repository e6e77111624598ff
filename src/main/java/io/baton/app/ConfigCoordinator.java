package io.baton.app;

import io.baton.api.ChangeOutcome;
import io.baton.api.ChangeRequest;
import io.baton.api.ConfigService;
import io.baton.api.ConfigState;
import io.baton.api.Revision;
import io.baton.cli.ConfigFile;
import io.baton.config.BatonConfig;
import io.baton.config.ChangePlan;
import io.baton.config.ChangePlanner;
import io.baton.config.ConfigMerge;
import io.baton.config.ConfigStore;
import io.baton.config.ConfigValidator;
import io.baton.config.Finding;
import io.baton.config.Problem;
import io.baton.config.ReadConfig;
import io.baton.config.StoredRevision;
import io.baton.engine.EventSink;
import io.baton.engine.NodeEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The configuration and every change of it, whether from files, the API or a clock: validated
/// whole, planned, written beside, applied, and then made to count. One at a time.
@ApplicationScoped
class ConfigCoordinator implements ConfigService {

  private static final Logger LOG = Logger.getLogger(ConfigCoordinator.class);
  private static final Duration LONGEST_CONFIRM = Duration.ofDays(1);
  private static final ChangeOutcome NOT_RUNNING =
      new ChangeOutcome.Busy("the daemon has not started");

  private final NodePort daemon;
  private final Operators operators;
  private final EventSink events;
  private final ConfigValidator validator;
  private final ConfigFile reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Revision> history = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("config").factory());

  private volatile ConfigState state = ConfigState.NONE;
  private volatile Set<Path> folders = Set.of();
  private @Nullable ConfigStore store;
  private @Nullable Path file;
  private @Nullable String configId;
  private @Nullable Waiting waiting;
  private boolean reloadWanted;

  /// A change that is undone unless it is confirmed.
  ///
  /// @param before what ran before it
  private record Waiting(
      ConfigState before, ConfigStore.Prepared prepared, ScheduledFuture<?> end) {}

  ConfigCoordinator(NodePort daemon, Operators operators, EventSink events, Validator validator) {
    this.daemon = daemon;
    this.operators = operators;
    this.events = events;
    this.validator = new ConfigValidator(validator);
    this.reader = new ConfigFile(this.validator);
  }

  /// Reads the files, and remembers where they look for others.
  ReadConfig read(Path from) throws ConfigFile.Unreadable {
    var lookedIn = new HashSet<Path>();
    var read = reader.read(from, configId, lookedIn::add);
    folders = Set.copyOf(lookedIn);
    return read;
  }

  /// Takes up work with what the files say and what is kept, and watches the files.
  ///
  /// @param id which `@ID` lines count when the files are read again; null for the host's name
  void start(Path configFile, @Nullable String id, Path stateDir, ReadConfig read) {
    file = configFile;
    configId = id;
    var opened = new ConfigStore(stateDir);
    store = opened;
    var managed = load(opened);
    var both = ConfigMerge.merge(read.config(), managed);
    var problems = validator.validate(both);
    var conflict = ConfigMerge.conflict(read.config(), managed);
    boolean fits = problems.isEmpty() && conflict.isEmpty();
    var refused = Optional.<ConfigState.RefusedReload>empty();
    if (!fits) {
      var lines = new ArrayList<>(problems.stream().map(Problem::message).toList());
      conflict.ifPresent(c -> lines.add(c.name() + " stands in a file and is managed too"));
      lines.forEach(l -> LOG.errorf("B116 what is managed over the API is not used: %s", l));
      refused = Optional.of(new ConfigState.RefusedReload(Instant.now(), "start", lines));
    }
    var effective = fits ? both : read.config();
    state =
        new ConfigState(
            history.isEmpty() ? 1 : history.getFirst().revision(),
            Instant.now(),
            effective,
            read.config(),
            managed,
            read.positions(),
            Optional.empty(),
            refused);
    daemon.start(effective, stateDir);
    learnFolders(configFile);
    var watch = new WatchedFiles(configFile);
    watch.look(state.filePositions().values(), folders);
    var _ = clock.scheduleWithFixedDelay(() -> watchFiles(watch), 1, 1, TimeUnit.SECONDS);
  }

  /// The first look is only for the folders: what was read for the start is what runs.
  private void learnFolders(Path configFile) {
    try {
      var _ = read(configFile);
    } catch (ConfigFile.Unreadable e) {
      LOG.warnf("B118 no folder is watched until the files can be read again: %s", e.getMessage());
    }
  }

  private BatonConfig load(ConfigStore opened) {
    try {
      var loaded = opened.load();
      loaded.warnings().forEach(line -> LOG.errorf("B117 %s", line));
      loaded.current().ifPresent(c -> history.add(revision(c)));
      loaded.history().stream()
          .filter(h -> history.isEmpty() || h.revision() != history.getFirst().revision())
          .forEach(h -> history.add(revision(h)));
      return loaded.current().map(StoredRevision::managed).orElse(BatonConfig.EMPTY);
    } catch (IOException e) {
      LOG.errorf("B117 what is managed over the API cannot be read: %s", e);
      return BatonConfig.EMPTY;
    }
  }

  private static Revision revision(StoredRevision s) {
    return new Revision(s.revision(), s.time(), s.actor(), s.reason(), s.changes(), s.managed());
  }

  private void watchFiles(WatchedFiles watch) {
    try {
      if (watch.look(state.filePositions().values(), folders)) {
        var _ = reload("file watch");
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "B119 watching the files");
    }
  }

  /// No more changes.
  void stop() {
    clock.shutdownNow();
  }

  @Override
  public ConfigState current() {
    return state;
  }

  @Override
  public List<Revision> history() {
    lock.lock();
    try {
      return List.copyOf(history);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ChangeOutcome change(ChangeRequest request) {
    lock.lock();
    try {
      if (waiting != null) {
        return new ChangeOutcome.Busy("a change waits for its confirmation");
      }
      var expected = request.expectedRevision();
      if (expected.isPresent() && expected.getAsLong() != state.revision()) {
        return new ChangeOutcome.Stale(state.revision());
      }
      var managed = request.managed().apply(state.managed());
      return propose(managed, state.files(), request.meta(), state);
    } finally {
      lock.unlock();
    }
  }

  /// @param sources the state that files and their positions are taken from
  private ChangeOutcome propose(
      BatonConfig managed, BatonConfig files, ChangeRequest.Meta meta, ConfigState sources) {
    var opened = store;
    if (opened == null) {
      return NOT_RUNNING;
    }
    var conflict = ConfigMerge.conflict(files, managed);
    if (conflict.isPresent()) {
      var read = new ReadConfig(files, List.of(), sources.filePositions());
      var place = read.positionOf(conflict.get().pointer());
      return new ChangeOutcome.ReadOnly(conflict.get().name(), place);
    }
    var next = ConfigMerge.merge(files, managed);
    var problems = validator.validate(next);
    if (!problems.isEmpty()) {
      return new ChangeOutcome.Invalid(problems);
    }
    var plan = ChangePlanner.plan(state.effective(), next, daemon.situations());
    if (meta.dryRun()) {
      return new ChangeOutcome.Planned(plan);
    }
    if (plan.isEmpty() && managed.equals(state.managed())) {
      state = with(state.revision(), state.since(), state.effective(), managed, sources);
      return new ChangeOutcome.Unchanged(state.revision());
    }
    return carryOut(opened, plan, managed, meta, sources);
  }

  private ChangeOutcome carryOut(
      ConfigStore opened,
      ChangePlan plan,
      BatonConfig managed,
      ChangeRequest.Meta meta,
      ConfigState sources) {
    var now = Instant.now();
    long number = state.revision() + 1;
    ConfigStore.Prepared prepared;
    try {
      prepared =
          opened.prepare(
              new StoredRevision(number, now, meta.actor(), meta.reason(), plan.lines(), managed),
              state.revision());
    } catch (IOException e) {
      return new ChangeOutcome.Failed("it cannot be kept: " + e, List.of());
    }
    var result = daemon.apply(plan);
    if (result.failure() != null) {
      prepared.discard();
      return new ChangeOutcome.Failed(result.failure(), result.outcomes());
    }
    var before = state;
    if (meta.confirmWithin().isEmpty()) {
      try {
        prepared.commit();
      } catch (IOException e) {
        var back = daemon.apply(ChangePlanner.plan(plan.to(), plan.from(), daemon.situations()));
        return new ChangeOutcome.Failed("it cannot be kept: " + e, back.outcomes());
      }
    }
    operators.renamed(plan.renamed());
    state = with(number, now, plan.to(), managed, sources);
    tell(number, now, plan, managed, meta);
    return new ChangeOutcome.Applied(number, plan, await(before, prepared, now, meta));
  }

  private ConfigState with(
      long number, Instant since, BatonConfig effective, BatonConfig managed, ConfigState sources) {
    return new ConfigState(
        number,
        since,
        effective,
        sources.files(),
        managed,
        sources.filePositions(),
        Optional.empty(),
        Optional.empty());
  }

  private void tell(
      long number, Instant now, ChangePlan plan, BatonConfig managed, ChangeRequest.Meta meta) {
    var lines = plan.lines();
    LOG.infof("B110 configuration %d by %s: %s", number, meta.actor(), lines);
    history.addFirst(new Revision(number, now, meta.actor(), meta.reason(), lines, managed));
    while (history.size() > ConfigStore.MOST_KEPT) {
      history.removeLast();
    }
    events.emit(new NodeEvent.ConfigApplied(now, number, meta.actor(), lines));
  }

  // ---- confirmation ----

  private Optional<Instant> await(
      ConfigState before, ConfigStore.Prepared prepared, Instant now, ChangeRequest.Meta meta) {
    if (meta.confirmWithin().isEmpty()) {
      return Optional.empty();
    }
    var wish = meta.confirmWithin().get();
    var limit = wish.compareTo(LONGEST_CONFIRM) < 0 ? wish : LONGEST_CONFIRM;
    long number = state.revision();
    var until = now.plus(limit);
    var end =
        clock.schedule(() -> undo(number), Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    waiting = new Waiting(before, prepared, end);
    var pending = new ConfigState.PendingConfirm(number, until, meta.actor());
    state = pending(Optional.of(pending));
    return Optional.of(until);
  }

  private ConfigState pending(Optional<ConfigState.PendingConfirm> pending) {
    return new ConfigState(
        state.revision(),
        state.since(),
        state.effective(),
        state.files(),
        state.managed(),
        state.filePositions(),
        pending,
        state.lastRefused());
  }

  @Override
  public boolean confirm(long revision, String actor) {
    lock.lock();
    try {
      var open = waiting;
      if (open == null || state.revision() != revision) {
        return false;
      }
      open.prepared().commit();
      end(open);
      LOG.infof("B113 configuration %d confirmed by %s", revision, actor);
      return true;
    } catch (IOException e) {
      LOG.errorf("B114 configuration %d cannot be kept, it will be undone: %s", revision, e);
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void end(Waiting open) {
    var _ = open.end().cancel(false);
    waiting = null;
    state = pending(Optional.empty());
    if (reloadWanted) {
      reloadWanted = false;
      clock.execute(() -> reload("file watch"));
    }
  }

  /// Nobody has confirmed.
  private void undo(long revision) {
    lock.lock();
    try {
      var open = waiting;
      if (open == null || state.revision() != revision) {
        return;
      }
      open.prepared().discard();
      end(open);
      var meta = ChangeRequest.Meta.of("commit-confirm", "revision " + revision + " not confirmed");
      var outcome = propose(open.before().managed(), state.files(), meta, state);
      LOG.warnf("B115 configuration %d was not confirmed in time: %s", revision, outcome);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ChangeOutcome rollback(long revision, ChangeRequest.Meta meta) {
    var old = history().stream().filter(r -> r.revision() == revision).findFirst();
    if (old.isEmpty()) {
      return new ChangeOutcome.UnknownRevision(revision);
    }
    return change(new ChangeRequest(_ -> old.get().managed(), OptionalLong.empty(), meta));
  }

  // ---- files ----

  @Override
  public ChangeOutcome reload(String actor) {
    lock.lock();
    try {
      var from = file;
      if (from == null) {
        return NOT_RUNNING;
      }
      if (waiting != null) {
        reloadWanted = true;
        return new ChangeOutcome.Busy("a change waits for its confirmation; reloads after it");
      }
      return reload(from, actor);
    } finally {
      lock.unlock();
    }
  }

  private ChangeOutcome reload(Path from, String actor) {
    try {
      var read = read(from);
      if (read.hasErrors()) {
        var errors =
            read.findings().stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
        refuse(actor, errors.stream().map(Finding::toString).toList());
        return new ChangeOutcome.Invalid(
            errors.stream().map(f -> new Problem("", f.code(), f.toString())).toList());
      }
      var sources =
          new ConfigState(
              state.revision(),
              state.since(),
              state.effective(),
              read.config(),
              state.managed(),
              read.positions(),
              Optional.empty(),
              Optional.empty());
      var meta = ChangeRequest.Meta.of(actor, "files read again");
      var outcome = propose(state.managed(), read.config(), meta, sources);
      why(outcome).ifPresent(lines -> refuse(actor, lines));
      return outcome;
    } catch (ConfigFile.Unreadable e) {
      var line = String.valueOf(e.getMessage());
      refuse(actor, List.of(line));
      return new ChangeOutcome.Invalid(List.of(new Problem("", "unreadable", line)));
    }
  }

  private static Optional<List<String>> why(ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Invalid(var problems) ->
          Optional.of(problems.stream().map(p -> p.path() + ": " + p.message()).toList());
      case ChangeOutcome.ReadOnly(var name, var position) ->
          Optional.of(List.of(position + ": " + name + " is managed over the API already"));
      case ChangeOutcome.Failed(var why, _) -> Optional.of(List.of(why));
      case ChangeOutcome.Applied _,
          ChangeOutcome.Planned _,
          ChangeOutcome.Unchanged _,
          ChangeOutcome.Stale _,
          ChangeOutcome.UnknownRevision _,
          ChangeOutcome.Busy _ ->
          Optional.empty();
    };
  }

  private void refuse(String actor, List<String> lines) {
    var now = Instant.now();
    lines.forEach(line -> LOG.errorf("B111 %s: %s", actor, line));
    LOG.errorf("B112 %s: the files are refused, the old configuration runs on", actor);
    var refused = new ConfigState.RefusedReload(now, actor, lines);
    state =
        new ConfigState(
            state.revision(),
            state.since(),
            state.effective(),
            state.files(),
            state.managed(),
            state.filePositions(),
            state.pending(),
            Optional.of(refused));
    events.emit(new NodeEvent.ConfigRefused(now, actor, lines));
  }
}
