package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * There was no worker in the pool, or in the partition, for as long as the call may wait.
 *
 * <p>Always safe to retry: nothing was started.
 */
public class NoWorkersException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public NoWorkersException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
