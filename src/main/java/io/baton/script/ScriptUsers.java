package io.baton.script;

import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.ScriptUser;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who a command runs as: its own user, else the global script user, else `keepalived_script` where
/// that user exists, else the daemon's own. A daemon that is not root cannot become somebody else,
/// so for it `keepalived_script` is not the default. Any thread; reads files, and asks `getent` for
/// a user that /etc/passwd does not know.
public final class ScriptUsers {

  static final String DEFAULT_USER = "keepalived_script";

  private final Supplier<GlobalConfig> global;
  private final Accounts accounts;

  /// @param global asked at every run, so that a reload takes effect
  public ScriptUsers(Supplier<GlobalConfig> global) {
    this(global, Accounts.ofThisHost());
  }

  ScriptUsers(Supplier<GlobalConfig> global, Accounts accounts) {
    this.global = global;
    this.accounts = accounts;
  }

  public Resolution resolve(Command command) {
    ScriptUser own = command.user();
    ScriptUser wanted = own == null ? global.get().scriptUser() : own;
    return wanted == null ? new Resolution.Found(byDefault()) : lookUp(wanted);
  }

  /// Who the daemon runs as.
  public Account daemon() {
    return accounts.daemon();
  }

  private Account byDefault() {
    Account daemon = accounts.daemon();
    return daemon.isRoot() ? accounts.localUser(DEFAULT_USER).orElse(daemon) : daemon;
  }

  private Resolution lookUp(ScriptUser wanted) {
    Optional<Account> user = accounts.user(wanted.user());
    if (user.isEmpty()) {
      return new Resolution.Unknown("user " + wanted.user() + " does not exist: create it");
    }
    return withGroup(user.get(), wanted.group());
  }

  private Resolution withGroup(Account user, @Nullable String group) {
    if (group == null) {
      return new Resolution.Found(user);
    }
    return accounts
        .group(group)
        .<Resolution>map(gid -> new Resolution.Found(new Account(user.name(), user.uid(), gid)))
        .orElseGet(() -> new Resolution.Unknown("group " + group + " does not exist: create it"));
  }

  /// Who it is, or why nobody.
  public sealed interface Resolution {

    record Found(Account account) implements Resolution {}

    record Unknown(String why) implements Resolution {}
  }
}
