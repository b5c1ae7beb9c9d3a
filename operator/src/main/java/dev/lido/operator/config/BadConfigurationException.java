package dev.lido.operator.config;

/** An operator was told something that makes no sense; the message says what to write instead. */
public final class BadConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes one with a message for people. */
  public BadConfigurationException(String message) {
    super(message);
  }
}
