package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The API server could not be found or reached, so that no pool is known.
 *
 * <p>Thrown by {@link Pools#connect()}, and by the first call of a pool. Always safe to retry. Once a
 * pool is known, an API server that is away fails no call.
 */
public class PoolConnectException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public PoolConnectException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
