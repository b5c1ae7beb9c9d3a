package dev.lido.client;

import java.util.concurrent.CompletableFuture;

/**
 * A handle to a placed child, which takes one slot of its worker until it ends.
 *
 * <p>The handle can be dropped: the child does not care. Handles are immutable and thread-safe.
 */
public interface Child {

  /** Returns which child it is; with it, any process gets a handle by {@link Pool#child}. */
  ChildId id();

  /** Returns the worker that runs it, or ran it. */
  default String worker() {
    return id().worker();
  }

  /**
   * Returns what completes when the child has ended, and says how. Does not block.
   *
   * <p>It is known at once of a child that ended less than 10 minutes ago, as long as its worker
   * lives, and no thousand placed children ended there since. When the connection to the worker is
   * lost, the future waits until the worker is back, or is no member any more ({@link
   * ChildEnd.WorkerLost}).
   *
   * @return how it ended; it fails with {@link PoolClosedException} when the {@link Pools} is closed,
   *     and with {@link PoolNotFoundException}, {@link AccessDeniedException} or {@link
   *     PoolConnectException} if the pool cannot be used. Cancelling it does nothing to the child
   */
  CompletableFuture<ChildEnd> monitor();

  /**
   * Interrupts the child, if it runs, as soon as its worker is connected. Does not block.
   *
   * @return what {@link #monitor} returns: {@link ChildEnd.Stopped}, unless it had ended before
   */
  CompletableFuture<ChildEnd> stop();
}
