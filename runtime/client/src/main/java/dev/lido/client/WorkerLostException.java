package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The worker, or the connection to it, was lost while it had the call: the outcome is unknown.
 *
 * <p>The child may have run, run partly, or not at all: the phase is {@code PLACED}, and it is not safe
 * to retry. Say {@link Pool#idempotent} where running it again does no harm.
 */
public class WorkerLostException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public WorkerLostException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
