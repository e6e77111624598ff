package io.baton.engine;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Thousands of simulated clusters would write a line for each transition.
final class QuietEngine implements BeforeAllCallback, AfterAllCallback {

  private static final Logger ENGINE = Logger.getLogger("io.baton.engine");

  @Override
  public void beforeAll(ExtensionContext context) {
    ENGINE.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    ENGINE.setLevel(null);
  }
}
