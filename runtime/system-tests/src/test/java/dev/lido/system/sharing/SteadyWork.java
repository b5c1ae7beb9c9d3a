package dev.lido.system.sharing;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Children that take their time, and a count of it in their worker. */
public final class SteadyWork {

  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();
  private static final AtomicLong BUSY_NANOS = new AtomicLong();

  private SteadyWork() {}

  /**
   * What a worker has counted.
   *
   * @param at when, by the worker's clock
   * @param busyNanos how long its slots were used, together
   * @param most children that it ran at once at most
   */
  public record Reading(long at, long busyNanos, int most) implements Serializable {

    /** Returns how many slots were used on the average since. */
    public double busySince(Reading before) {
      return (double) (busyNanos - before.busyNanos) / (at - before.at);
    }
  }

  public static int rest(long millis) throws InterruptedException {
    long begin = System.nanoTime();
    MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
    try {
      Thread.sleep(millis);
    } finally {
      RUNNING.decrementAndGet();
      BUSY_NANOS.addAndGet(System.nanoTime() - begin);
    }
    return 1;
  }

  public static Reading read() {
    return new Reading(System.nanoTime(), BUSY_NANOS.get(), MOST.get());
  }
}
