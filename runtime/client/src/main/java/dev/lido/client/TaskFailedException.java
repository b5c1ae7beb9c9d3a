package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The child threw; the {@linkplain #getCause() cause} is what it threw.
 *
 * <p>The cause has the stack of the worker. It is of the thrown class where this process can load it,
 * and else a {@link RemoteFailure} that stands in for it. The phase is {@code RUNNING}; it is never
 * safe to retry, as the child has done what it did.
 */
public class TaskFailedException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public TaskFailedException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
