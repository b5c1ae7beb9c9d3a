package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The deadline passed before the child ended, counted from the moment that it was placed.
 *
 * <p>The child is interrupted; its slot is free when it really ended.
 */
public class TaskTimeoutException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public TaskTimeoutException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
