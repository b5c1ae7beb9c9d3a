package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * A closure, or the value of one, cannot be sent, because something in it is not serializable.
 *
 * <p>The message names the field or the captured argument. For a closure it is thrown before anything
 * is sent (phase {@code QUEUED}, safe to retry); for a value the child has already run (phase {@code
 * RUNNING}, not safe).
 */
public class TaskNotSerializableException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public TaskNotSerializableException(
      String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
