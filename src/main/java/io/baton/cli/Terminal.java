package io.baton.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a person types, or a program in the person's place writes to standard input.
public final class Terminal {

  private Terminal() {}

  /// A password: unseen at a terminal, else the first line of standard input.
  // Since JDK 25 it is null again where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static String password(String prompt) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("%s", prompt);
      return typed == null ? "" : new String(typed);
    }
    String line = line();
    return line == null ? "" : line;
  }

  /// Whether the answer is yes; the end of the input is no.
  static boolean confirms(PrintWriter out, String question) {
    out.print(question + " [y/N] ");
    out.flush();
    String answer = line();
    return answer != null && answer.strip().matches("(?i)y|yes");
  }

  private static @Nullable String line() {
    try {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      return null;
    }
  }
}
