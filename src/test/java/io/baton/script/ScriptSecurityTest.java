package io.baton.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.config.Command;
import io.baton.config.GlobalConfig;
import io.baton.config.ScriptUser;
import io.baton.script.PathTrust.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptSecurityTest {

  private static final int SAFE = 0755;
  private static final Account ROOT = new Account("root", 0, 0);

  @TempDir Path folder;

  private final Map<Path, Owner> owners = new HashMap<>();
  private boolean scriptSecurity = true;
  private Path script = Path.of("/");

  @BeforeEach
  void aScriptOfRoot() throws IOException {
    folder = folder.toRealPath();
    Files.createDirectory(folder.resolve("etc"));
    script = new Scripts(folder).file("etc/check.sh", "#!/bin/sh\n");
  }

  @Test
  void whatOnlyRootCanChangeMayRunAsRoot() {
    // Given / When / Then
    assertThat(refusal(script)).isEmpty();
  }

  @Test
  void theUsualProgramsOfTheHostMayRunAsRoot() {
    // Given: /bin is a link on most hosts
    var users =
        new ScriptUsers(this::global, new Accounts(folder, (_, _) -> Optional.empty(), ROOT));
    var security = new ScriptSecurity(users, this::global);

    // When / Then
    assertThat(security.refusal(new Command(List.of("/bin/sh"), null))).isEmpty();
    assertThat(security.refusal(new Command(List.of("sh", "-c", "true"), null))).isEmpty();
    assertThat(security.refusal(Scripts.command(script)).orElseThrow())
        .as("the temporary folder is everybody's, sticky or not")
        .startsWith(script + " would run as root, but ");
  }

  @Test
  void aFileThatEverybodyMayWriteIsRefused() {
    // Given
    owners.put(script, new Owner(0, 0, 0757));

    // When / Then
    assertThat(refusal(script))
        .contains(
            "%s would run as root, but %s is writable by everybody: chmod o-w %s or move the script"
                .formatted(script, script, script));
  }

  @Test
  void aStickyFolderOnTheWayIsRefused() {
    // Given
    owners.put(folder, new Owner(0, 0, 01777));

    // When / Then
    assertThat(refusal(script).orElseThrow()).contains(folder + " is writable by everybody");
  }

  @Test
  void aFolderOfSomebodyElseIsRefused() {
    // Given
    owners.put(folder.resolve("etc"), new Owner(1000, 0, SAFE));

    // When / Then
    assertThat(refusal(script).orElseThrow())
        .endsWith("etc belongs to uid 1000: chown root " + folder.resolve("etc"));
  }

  @Test
  void aGroupThatMayWriteIsRefusedUnlessItIsRoots() {
    // Given
    owners.put(script, new Owner(0, 50, 0775));
    owners.put(folder, new Owner(0, 0, 0775));

    // When / Then
    assertThat(refusal(script).orElseThrow()).endsWith("gid 50: chmod g-w " + script);
  }

  @Test
  void theFoldersBehindALinkCountToo() throws IOException {
    // Given
    Path elsewhere = Files.createDirectories(folder.resolve("home/bob"));
    new Scripts(folder).file("home/bob/real.sh", "#!/bin/sh\n");
    Path link = Files.createSymbolicLink(script.resolveSibling("link"), Path.of("../home/bob"));
    owners.put(elsewhere, new Owner(1000, 1000, SAFE));

    // When / Then
    assertThat(refusal(link.resolve("real.sh")).orElseThrow())
        .contains(elsewhere + " belongs to uid 1000");
  }

  @Test
  void theFolderOfALinkCountsToo() throws IOException {
    // Given
    Path open = Files.createDirectory(folder.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("check.sh"), script);
    owners.put(open, new Owner(0, 0, 0777));

    // When / Then
    assertThat(refusal(link).orElseThrow()).contains(open + " is writable by everybody");
  }

  @Test
  void aCircleOfLinksEnds() throws IOException {
    // Given
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);

    // When / Then
    assertThat(new PathTrust(this::owner).weakPart(circle.resolve("x")))
        .contains("its path has too many symbolic links");
  }

  @Test
  void weakPathsAreNobodysBusinessWithoutScriptSecurity() {
    // Given
    owners.put(script, new Owner(1000, 0, 0777));
    scriptSecurity = false;

    // When / Then
    assertThat(refusal(script)).isEmpty();
  }

  @Test
  void weakPathsAreAllowedToThoseWhoAreNotRoot() throws IOException {
    // Given
    Files.writeString(folder.resolve("passwd"), "web:x:33:33::/:/bin/false\n");
    owners.put(script, new Owner(33, 33, SAFE));

    // When
    var refusal =
        security().refusal(new Command(List.of(script.toString()), new ScriptUser("web", null)));

    // Then
    assertThat(refusal).isEmpty();
  }

  @Test
  void missingIsRefusedWhateverTheSetting() {
    // Given
    scriptSecurity = false;
    Path missing = folder.resolve("missing.sh");

    // When / Then
    assertThat(refusal(missing))
        .contains(missing + " does not exist: install it or correct the path");
    assertThat(security().refusal(new Command(List.of(), null))).contains("no program is named");
    assertThat(security().refusal(new Command(List.of("/bin/sh", "a\0b"), null)))
        .contains("/bin/sh has a zero byte in its arguments");
  }

  private Optional<String> refusal(Path program) {
    return security().refusal(Scripts.command(program));
  }

  private ScriptSecurity security() {
    var users =
        new ScriptUsers(this::global, new Accounts(folder, (_, _) -> Optional.empty(), ROOT));
    return new ScriptSecurity(
        users, this::global, ProgramFiles.ofThisHost(), new PathTrust(this::owner));
  }

  private GlobalConfig global() {
    return new GlobalConfig(null, null, scriptSecurity, null);
  }

  private Owner owner(Path path) {
    return owners.getOrDefault(path, new Owner(0, 0, SAFE));
  }
}
