package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The deadline passed before the child ended, counted from the moment that it was placed.
 *
 * <p>The child is interrupted; its slot is free when it really ended. One that ignores that for half a
 * second is told of: the cause has the stack of its thread. Phase {@code RUNNING}; {@code PLACED}
 * where the worker says nothing for a second after the deadline. Not safe to retry, unless {@link
 * #retrySafe()} says that the worker has certainly not started it.
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
