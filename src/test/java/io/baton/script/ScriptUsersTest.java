package io.baton.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.ScriptUser;
import io.baton.script.ScriptUsers.Resolution;
import io.baton.script.ScriptUsers.Resolution.Found;
import io.baton.script.ScriptUsers.Resolution.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptUsersTest {

  private static final Account ROOT = new Account("root", 0, 0);
  private static final Account ORDINARY = new Account("baton", 1000, 1000);
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/bash
      web:x:33:34:Wéb:/var/www:/usr/sbin/nologin
      broken:x:many
      +::::::
      """;

  @TempDir Path etc;

  private final List<String> asked = new ArrayList<>();
  private @Nullable ScriptUser globalUser;

  @BeforeEach
  void filesOfEtc() throws IOException {
    Files.writeString(etc.resolve("passwd"), PASSWD);
    Files.writeString(etc.resolve("group"), "root:x:0:\nadm:x:4:web,root\n");
  }

  @Test
  void theCommandsOwnUserComesFirst() {
    // Given
    globalUser = new ScriptUser("root", null);

    // When
    Resolution resolution = resolve(ROOT, new ScriptUser("web", null));

    // Then
    assertThat(resolution).isEqualTo(new Found(new Account("web", 33, 34)));
  }

  @Test
  void thenTheGlobalScriptUserAsItIsNow() {
    // Given
    var users = users(ROOT);
    var before = users.resolve(new Command(List.of("x"), null));

    // When: a reload changes it
    globalUser = new ScriptUser("web", "adm");
    var after = users.resolve(new Command(List.of("x"), null));

    // Then
    assertThat(before).isEqualTo(new Found(ROOT));
    assertThat(after).isEqualTo(new Found(new Account("web", 33, 4)));
  }

  @Test
  void thenKeepalivedsUserIfThereIsOneAndWeAreRoot() throws IOException {
    // Given
    Files.writeString(
        etc.resolve("passwd"), PASSWD + "keepalived_script:x:997:996::/:/bin/false\n");

    // When / Then
    assertThat(resolve(ROOT, null))
        .isEqualTo(new Found(new Account("keepalived_script", 997, 996)));
    assertThat(resolve(ORDINARY, null)).isEqualTo(new Found(ORDINARY));
    assertThat(asked).as("no process is started for the default").isEmpty();
  }

  @Test
  void whatTheFilesDoNotKnowIsAskedBeyond() {
    // Given / When
    Resolution resolution = resolve(ROOT, new ScriptUser("ldapuser", "ldapgroup"));

    // Then
    assertThat(resolution).isEqualTo(new Found(new Account("ldapuser", 70000, 80001)));
    assertThat(asked).containsExactly("passwd ldapuser", "group ldapgroup");
  }

  @Test
  void nobodyIsRatherAnAnswerThanTheWrongUser() {
    // Given / When / Then
    assertThat(resolve(ROOT, new ScriptUser("ghost", null)))
        .isEqualTo(new Unknown("user ghost does not exist: create it"));
    assertThat(resolve(ROOT, new ScriptUser("broken", null))).isInstanceOf(Unknown.class);
    assertThat(resolve(ROOT, new ScriptUser("+", null))).isInstanceOf(Unknown.class);
    assertThat(resolve(ROOT, new ScriptUser("web", "ghosts")))
        .isEqualTo(new Unknown("group ghosts does not exist: create it"));
  }

  @Test
  void theRealHostKnowsRootAndUs() {
    // Given
    var users = new ScriptUsers(() -> GlobalConfig.DEFAULT);

    // When
    Resolution root = users.resolve(new Command(List.of("x"), new ScriptUser("root", "root")));
    Resolution ghost = users.resolve(new Command(List.of("x"), new ScriptUser("-no-such-", null)));

    // Then
    assertThat(root).isEqualTo(new Found(ROOT));
    assertThat(ghost).isInstanceOf(Unknown.class);
    assertThat(users.daemon().name()).isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void getentAnswersForAUserOfTheFiles() {
    // Given / When
    Optional<String> line = new Getent().line("passwd", "root");

    // Then
    assertThat(line).get().asString().startsWith("root:").contains(":0:0:");
  }

  private Resolution resolve(Account daemon, @Nullable ScriptUser own) {
    return users(daemon).resolve(new Command(List.of("x"), own));
  }

  private ScriptUsers users(Account daemon) {
    return new ScriptUsers(
        () -> new GlobalConfig(null, globalUser, false, null),
        new Accounts(etc, this::beyond, daemon));
  }

  private Optional<String> beyond(String database, String name) {
    asked.add(database + " " + name);
    return switch (name) {
      case "ldapuser" -> Optional.of("ldapuser:*:70000:80000:Somebody:/home/l:/bin/sh");
      case "ldapgroup" -> Optional.of("ldapgroup:*:80001:");
      default -> Optional.empty();
    };
  }
}
