package dev.lido.protocol.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The context of one child; for workers. */
public final class ChildContext implements WorkerContext {

  private final Place place;
  private final BooleanSupplier cancelled;
  private final long begin;
  private final long timeoutNanos;
  private @Nullable Instant deadline;

  /**
   * Where children of a worker run.
   *
   * @param namespace the pool's namespace
   * @param pool the pool's name
   * @param partition the worker's partition
   * @param worker the worker's name
   */
  public record Place(String namespace, String pool, int partition, String worker) {}

  /**
   * Creates the context of a child.
   *
   * @param begin when it was placed, as {@link System#nanoTime} has it
   * @param timeoutNanos its deadline from then; 0 or less: none
   * @param cancelled tells whether it was told to stop
   */
  public ChildContext(Place place, long begin, long timeoutNanos, BooleanSupplier cancelled) {
    this.place = place;
    this.begin = begin;
    this.cancelled = cancelled;
    this.timeoutNanos = timeoutNanos;
  }

  @Override
  public String namespace() {
    return place.namespace();
  }

  @Override
  public String pool() {
    return place.pool();
  }

  @Override
  public int partition() {
    return place.partition();
  }

  @Override
  public String worker() {
    return place.worker();
  }

  /** Few ask, so it is made when one does. */
  @Override
  public synchronized Optional<Instant> deadline() {
    if (deadline == null && timeoutNanos > 0) {
      deadline = Instant.now().plusNanos(timeoutNanos - (System.nanoTime() - begin));
    }
    return Optional.ofNullable(deadline);
  }

  @Override
  public Optional<Duration> remaining() {
    long left = Math.max(0, timeoutNanos - (System.nanoTime() - begin));
    return timeoutNanos > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }

  @Override
  public boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public String toString() {
    return "WorkerContext[" + place + "]";
  }
}
