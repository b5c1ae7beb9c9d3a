package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception that was thrown in a worker and whose class cannot be loaded here.
 *
 * <p>It has the message, the stack, the cause and the suppressed exceptions of the original, and is
 * printed like it.
 */
@SuppressWarnings("OverrideThrowableToString") // the class differs, getMessage() is the original's
public class RemoteFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final String className;

  /**
   * Creates a stand-in.
   *
   * @param className the class of the original
   * @param message the message of the original
   * @param cause the original's cause, or what stands in for it
   */
  public RemoteFailure(String className, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
    this.className = className;
  }

  /** Returns the name of the class of the original. */
  public String className() {
    return className;
  }

  @Override
  public String toString() {
    String message = getLocalizedMessage();
    return message == null ? className : className + ": " + message;
  }
}
