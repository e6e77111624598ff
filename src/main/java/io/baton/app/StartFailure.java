package io.baton.app;

import java.net.BindException;

/// Says why the application did not start.
final class StartFailure {

  private StartFailure() {}

  static String inOneLine(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < 16; depth++) {
      if (cause instanceof BindException) {
        return "the HTTP port is taken ("
            + cause.getMessage()
            + "): set QUARKUS_HTTP_PORT to another one";
      }
      if (cause.getCause() == null) {
        break;
      }
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
