package dev.lido.client;

import org.jspecify.annotations.Nullable;

/**
 * The API server does not let this caller read the pool or the members of its group (401 or 403).
 *
 * <p>Always safe to retry.
 */
public class AccessDeniedException extends PoolException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public AccessDeniedException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause, context);
  }
}
