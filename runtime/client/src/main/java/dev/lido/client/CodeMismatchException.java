package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * No worker could read the closure, because its code is not the caller's; each was tried.
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
