package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * No worker has the caller's version of the closure's code; each was asked, and one of that version
 * waited for, as long as the call could wait. The message names both versions, and the jars that they
 * are of.
 *
 * <p>Always safe to retry: nothing was started.
 */
public class CodeMismatchException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public CodeMismatchException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
