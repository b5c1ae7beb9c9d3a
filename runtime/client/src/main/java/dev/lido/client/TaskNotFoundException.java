package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * No worker has a handler of that name, or the classes of that closure; each was tried.
 *
 * <p>Always safe to retry: nothing was started.
 */
public class TaskNotFoundException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public TaskNotFoundException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
