package dev.lido.client;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not give a value; its subclasses say why.
 *
 * <p>The message says what happened and what to do. {@link #retrySafe()} tells whether calling again
 * can do anything twice. One that is of no subclass says that the child was cancelled, though not by
 * this caller: its worker was closed.
 */
public class PoolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureContext context;

  /**
   * Creates an exception.
   *
   * @param message what happened, and what to do
   * @param cause what it came from; {@code null} for nothing
   * @param context where the call was
   */
  public PoolException(String message, @Nullable Throwable cause, FailureContext context) {
    super(message, cause);
    this.context = context;
  }

  /** Returns where the call was. */
  public final FailureContext context() {
    return context;
  }

  /** Returns the pool, as {@code namespace/name}; empty when no pool was named yet. */
  public final String pool() {
    return context.pool();
  }

  /** Returns the partition that was asked for or placed in. */
  public final OptionalInt partition() {
    return context.partition();
  }

  /** Returns the worker that had the call. */
  public final Optional<String> worker() {
    return context.worker();
  }

  /** Returns how far the call had come. */
  public final Phase phase() {
    return context.phase();
  }

  /** Tells whether it is certain that the work was not started. */
  public final boolean retrySafe() {
    return context.retrySafe();
  }
}
