package dev.lido.protocol.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a child knows of itself: where it runs, until when, and whether it should stop.
 *
 * <pre>{@code
 * pool.call(() -> {
 *   WorkerContext context = WorkerContext.current().orElseThrow();
 *   while (!context.isCancelled()) {
 *     doSomeMore();
 *   }
 *   return null;
 * });
 * }</pre>
 *
 * <p>Instances are thread-safe.
 */
public interface WorkerContext {

  /**
   * Returns the context of the child that this thread belongs to: its own thread, or one that was
   * started from there, directly or not. Empty in any other thread, and once the child has ended.
   *
   * <p>The thread of an executor that outlives the child belongs to the child that made the executor
   * start it, for as long as that child runs, whoever gives it work; hand such an executor the
   * context with its work.
   */
  static Optional<WorkerContext> current() {
    return ContextBinding.context();
  }

  /** Returns the namespace of the pool. */
  String namespace();

  /** Returns the name of the pool. */
  String pool();

  /** Returns the number of the worker's partition, from 0. */
  int partition();

  /** Returns the name of the worker: its pod's. */
  String worker();

  /** Returns when the child is interrupted, by the worker's clock; empty: it has no deadline. */
  Optional<Instant> deadline();

  /**
   * Returns the time until the deadline, zero if it has passed; empty: the child has no deadline.
   * Unlike {@link #deadline} it is right even if the clock is set meanwhile.
   */
  Optional<Duration> remaining();

  /**
   * Tells whether the child was told to stop: its caller cancelled it or is gone, its deadline
   * passed, or its worker's drain time is over. Its thread was interrupted then, once; this stays
   * true when the interrupt was swallowed, and holds for the threads that it started.
   */
  boolean isCancelled();
}
