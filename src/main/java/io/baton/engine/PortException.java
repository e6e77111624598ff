package io.baton.engine;

/// The world refused something. The message says what, which and why, for an operator.
public class PortException extends RuntimeException {

  public PortException(String message) {
    super(message);
  }
}
