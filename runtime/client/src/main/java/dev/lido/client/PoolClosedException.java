package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The {@link Pools} that the pool came from was closed before the call ended.
 *
 * <p>A call that was placed (phase {@code PLACED}) may have been started, so it is not safe to retry:
 * its child is interrupted, unless it is unlinked. One that waited (phase {@code QUEUED}) was not.
 */
public class PoolClosedException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public PoolClosedException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
