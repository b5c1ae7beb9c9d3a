package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * There is no pool of that name in the namespace, or the API server does not know pools at all.
 *
 * <p>Always safe to retry.
 */
public class PoolNotFoundException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public PoolNotFoundException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
