package io.baton.track;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The number that a tracked file holds.
///
/// @param value 0 when there is none
/// @param evidence what stood there, for people
record FileNumber(int value, boolean isNumber, String evidence) {

  /// More changes nothing: from 254 on every priority is at its end.
  static final int GREATEST = 65_535;

  private static final int LONGEST_OCTETS = 256;
  private static final int LONGEST_SHOWN = 40;
  private static final Pattern NUMBER = Pattern.compile("([+-]?)0*(\\d+)");

  /// Any number with more digits is greater than the greatest.
  private static final int MOST_DIGITS = 5;

  /// Reads the first line of a file. What is no file, a pipe for example, is not opened: that could
  /// wait for ever.
  static FileNumber read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return none(file, Files.exists(file) ? "is not a regular file" : "does not exist");
      }
      try (InputStream input = Files.newInputStream(file)) {
        return parse(file, new String(input.readNBytes(LONGEST_OCTETS), StandardCharsets.UTF_8));
      }
    } catch (NoSuchFileException e) {
      return none(file, "does not exist");
    } catch (IOException e) {
      return none(file, "cannot be read: " + Texts.reason(e));
    }
  }

  static FileNumber parse(Path file, String text) {
    String line = text.lines().findFirst().orElse("").strip();
    var matcher = NUMBER.matcher(line);
    if (!matcher.matches()) {
      return none(file, line.isEmpty() ? "is empty" : "holds no number: " + shown(line));
    }
    String digits = matcher.group(2);
    int size = digits.length() > MOST_DIGITS ? GREATEST : Integer.parseInt(digits);
    int bounded = Math.min(size, GREATEST);
    int value = matcher.group(1).equals("-") ? -bounded : bounded;
    return new FileNumber(value, true, "%s holds %s".formatted(file, shown(line)));
  }

  private static FileNumber none(Path file, String why) {
    return new FileNumber(0, false, "%s %s, counts as 0".formatted(file, why));
  }

  private static String shown(String line) {
    String printable = line.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= LONGEST_SHOWN
        ? printable
        : printable.substring(0, LONGEST_SHOWN) + "...";
  }
}
