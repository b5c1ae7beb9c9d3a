package dev.lido.cli.command;

/** Something that the user can mend; the message is one line that says how. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes an error. */
  public CliException(String message) {
    super(message);
  }

  /** Makes an error that something else caused. */
  public CliException(String message, Throwable cause) {
    super(message, cause);
  }
}
