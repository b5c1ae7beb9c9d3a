package dev.lido.client.internal.placement;

import org.jspecify.annotations.Nullable;

/**
 * Why work was not started, and will not be.
 *
 * @param kind why
 * @param detail what a worker said about it, for people; may be empty
 * @param worker the worker that refused it last
 */
public record Rejection(Kind kind, String detail, @Nullable String worker) {

  /** Why work was not started. */
  public enum Kind {
    /** There is no worker that takes children. */
    NO_WORKERS,
    /** Every worker is full, and the work may not wait, or not any more. */
    FULL,
    /** No worker has the code. */
    NOT_FOUND,
    /** No worker has the caller's version of the code. */
    CODE_MISMATCH,
    /** No worker could read it. */
    UNREADABLE
  }

  /** Returns a rejection that speaks for itself. */
  public static Rejection of(Kind kind) {
    return new Rejection(kind, "", null);
  }
}
