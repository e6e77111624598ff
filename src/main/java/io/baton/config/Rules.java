package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that several parts of the model share; each adds what is broken to a list.
final class Rules {

  static final Duration LONGEST = Duration.ofDays(1);
  static final int LONGEST_NAME = 64;
  static final int LONGEST_INTERFACE = 15;

  private static final int LONGEST_WORD = 4096;

  private final List<Problem> problems;

  Rules(List<Problem> problems) {
    this.problems = problems;
  }

  /// Beyond `Reading.MAX_FINDINGS` only that there are more.
  void broken(String path, String code, String message) {
    if (problems.size() < Reading.MAX_FINDINGS) {
      problems.add(new Problem(path, code, message));
    } else if (problems.size() == Reading.MAX_FINDINGS) {
      problems.add(new Problem(path, "too-many-findings", Reading.TOO_MANY_FINDINGS));
    }
  }

  /// A blank name is told by its annotation.
  void name(String path, String name) {
    if (name.length() > LONGEST_NAME) {
      broken(
          path,
          "too-long",
          "the name has %d characters; %d at most are right"
              .formatted(name.length(), LONGEST_NAME));
    }
    noControls(path, name);
  }

  void noControls(String path, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      broken(path, "bad-value", "there is a control character in it; take it out");
    }
  }

  /// linux/if.h: up to 15 octets without blanks and slashes. A null name is none.
  void interfaceName(String path, @Nullable String name) {
    if (name == null) {
      return;
    }
    boolean legal =
        name.chars().allMatch(c -> c > ' ' && c < 127 && c != '/')
            && !name.equals(".")
            && !name.equals("..");
    if (!legal || name.isEmpty()) {
      broken(
          path,
          "bad-value",
          "%s is no name of an interface; up to %d letters, digits and signs without / are"
              .formatted(Reading.quote(name), LONGEST_INTERFACE));
    }
  }

  /// As `interfaceName`, and not too long, for names that no annotation bounds.
  void deviceName(String path, @Nullable String name) {
    interfaceName(path, name);
    if (name != null && name.length() > LONGEST_INTERFACE) {
      broken(path, "too-long", "the name of an interface has 15 characters at most");
    }
  }

  void between(String path, String what, long value, long least, long most) {
    if (value < least || value > most) {
      broken(
          path, "out-of-range", "%s is %d; %d to %d is right".formatted(what, value, least, most));
    }
  }

  /// What must be true of an address by itself, advertised or not.
  void virtualAddress(String path, VirtualAddress address) {
    deviceName(path + "/device", address.device());
    if (address.label() != null) {
      interfaceName(path + "/label", address.label());
      if (address.label().length() > LONGEST_INTERFACE) {
        broken(path + "/label", "too-long", "a label has 15 characters at most");
      }
      if (address.family() == AddressFamily.IPV6) {
        broken(path + "/label", "conflict", "an IPv6 address has no label; take it away");
      }
    }
    if (address.broadcast() != null
        && (address.family() == AddressFamily.IPV6
            || AddressFamily.of(address.broadcast()) == AddressFamily.IPV6)) {
      broken(path + "/broadcast", "conflict", "only an IPv4 address has a broadcast address");
    }
    if (address.options().peer() != null && address.options().peer().family() != address.family()) {
      broken(
          path + "/options/peer",
          "address-family",
          "the other end of the link is of another family than the address");
    }
  }

  void absolutePath(String path, String file) {
    if (!file.isBlank() && !file.startsWith("/")) {
      broken(path, "bad-value", "a file has an absolute path here, /run/name");
    }
    noControls(path, file);
  }

  void duration(String path, String what, Duration value, boolean zeroAllowed) {
    if (value.isNegative() || (value.isZero() && !zeroAllowed) || value.compareTo(LONGEST) > 0) {
      broken(
          path,
          "out-of-range",
          "%s is %s; more than 0 s%s and up to 1 day is right"
              .formatted(what, DurationText.of(value), zeroAllowed ? ", or 0 s for none," : ""));
    }
  }

  void command(String path, @Nullable Command command) {
    if (command == null) {
      return;
    }
    for (String word : command.words()) {
      if (word.length() > LONGEST_WORD || word.indexOf('\0') >= 0) {
        broken(
            path,
            "bad-value",
            "a word of the command is longer than %d characters or has a zero in it"
                .formatted(LONGEST_WORD));
        return;
      }
    }
    if (!command.words().isEmpty() && command.words().getFirst().isBlank()) {
      broken(path, "missing-value", "the command lacks its program");
    }
    user(path + "/user", command.user());
  }

  void user(String path, @Nullable ScriptUser user) {
    if (user != null) {
      name(path, user.user());
      if (user.group() != null) {
        name(path, user.group());
      }
    }
  }
}
