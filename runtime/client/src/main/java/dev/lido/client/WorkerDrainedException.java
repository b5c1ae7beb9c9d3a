package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The worker had to go, and its drain time was over before the child ended: it was interrupted.
 *
 * <p>The phase is {@code RUNNING}. Not safe to retry: the child has run in part. {@link
 * Pool#idempotent} starts it again.
 */
public class WorkerDrainedException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public WorkerDrainedException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
