package dev.lido.operator.health;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The passes that are being taken, one a thread at most. It is thread-safe. */
public final class Passes {

  private final Map<Thread, Pass> passes = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * One that is being taken.
   *
   * @param pool the pool that it goes over
   * @param sinceNanos when it began
   */
  record Pass(String pool, long sinceNanos) {}

  /** Makes one that knows of no pass. */
  public Passes(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes that this thread begins a pass over a pool. */
  public void begin(String pool) {
    passes.put(Thread.currentThread(), new Pass(pool, nanoTime.getAsLong()));
  }

  /** Notes that this thread has ended its pass. */
  public void end() {
    passes.remove(Thread.currentThread());
  }

  Optional<Pass> oldest() {
    long now = nanoTime.getAsLong();
    return passes.values().stream().max(Comparator.comparingLong(p -> now - p.sinceNanos()));
  }
}
