package dev.lido.bench.load;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AtomicHistogram;

/**
 * Operations that begin at their time, whether the ones before them have ended or not.
 *
 * <p>The latency counts from the moment that an operation was meant to begin, so that a stall is
 * seen in all that it delays (Tene, "How not to measure latency"). Each has a virtual thread.
 */
public final class OpenLoop {

  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();

  /** Sleeping is no more exact than this; what is due earlier begins together. */
  private static final long TICK_NANOS = 50_000;

  private OpenLoop() {}

  /**
   * Begins operations at a rate, evenly spaced, and waits for their ends.
   *
   * @throws Exception the first failure of an operation
   */
  public static Sample run(Operation operation, double perSecond, Duration time) throws Exception {
    AtomicHistogram latencies = new AtomicHistogram(LONGEST_NANOS, 3);
    Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    int count = Math.toIntExact(Math.round(perSecond * time.toNanos() / 1e9));
    CountDownLatch running = new CountDownLatch(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long intended = start + (long) (i * 1e9 / perSecond);
      awaitTime(intended);
      Thread.startVirtualThread(
          () -> {
            try {
              operation.run();
              latencies.recordValue(Math.min(System.nanoTime() - intended, LONGEST_NANOS));
            } catch (Exception e) {
              failures.add(e);
            } finally {
              running.countDown();
            }
          });
    }
    running.await();
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sample(latencies.getTotalCount(), seconds, latencies);
  }

  private static void awaitTime(long nanoTime) {
    long left;
    while ((left = nanoTime - System.nanoTime()) > 0) {
      LockSupport.parkNanos(Math.max(left, TICK_NANOS));
    }
  }
}
