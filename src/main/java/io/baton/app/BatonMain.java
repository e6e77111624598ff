package io.baton.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/// The way in: `baton COMMAND ...`. Only `run` serves HTTP.
@QuarkusMain
public final class BatonMain {

  private BatonMain() {}

  public static void main(String... args) {
    if (!List.of(args).contains("run")) {
      System.setProperty("quarkus.http.host-enabled", "false");
      System.setProperty("quarkus.log.level", "WARN");
    }
    Quarkus.run(BatonApplication.class, BatonMain::exit, args);
  }

  /// What keeps Quarkus from starting is one line; everything else has been told already.
  private static void exit(int code, Throwable failure) {
    if (failure != null) {
      System.err.println("baton: " + StartFailure.inOneLine(failure));
    }
    System.exit(failure == null ? code : Math.max(code, 1));
  }
}
