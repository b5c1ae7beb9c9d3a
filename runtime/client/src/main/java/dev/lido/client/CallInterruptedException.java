package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The thread that waited for a call was interrupted; its interrupt flag is set again.
 *
 * <p>The child is cancelled: withdrawn if it had not started, else interrupted. A thread whose flag is
 * set already when it calls places nothing. Safe to retry if the call was not placed (phase {@code
 * QUEUED}), else not (phase {@code PLACED}).
 */
public class CallInterruptedException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public CallInterruptedException(
      String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
