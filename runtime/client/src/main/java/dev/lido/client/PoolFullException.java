package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * Every worker was full, and so was the caller's queue, or the call's time in it was over.
 *
 * <p>Always safe to retry: nothing was started.
 */
public class PoolFullException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public PoolFullException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
