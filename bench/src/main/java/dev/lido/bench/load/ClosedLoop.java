package dev.lido.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.AtomicHistogram;

/** Callers that each do one operation after the other, on virtual threads. */
public final class ClosedLoop {

  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();

  private ClosedLoop() {}

  /**
   * Runs so many callers for so long.
   *
   * @throws Exception the first failure of an operation
   */
  public static Sample run(Operation operation, int callers, Duration time) throws Exception {
    AtomicHistogram latencies = new AtomicHistogram(LONGEST_NANOS, 3);
    Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    CountDownLatch ready = new CountDownLatch(callers);
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>(callers);
    long[] until = new long[1];
    for (int i = 0; i < callers; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  ready.countDown();
                  go.await();
                  repeat(operation, until[0], latencies);
                } catch (Exception e) {
                  failures.add(e);
                }
              }));
    }
    ready.await();
    long start = System.nanoTime();
    until[0] = start + time.toNanos();
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sample(latencies.getTotalCount(), seconds, latencies);
  }

  private static void repeat(Operation operation, long until, AtomicHistogram latencies)
      throws Exception {
    long before = System.nanoTime();
    while (before < until) {
      operation.run();
      long after = System.nanoTime();
      latencies.recordValue(Math.min(after - before, LONGEST_NANOS));
      before = after;
    }
  }
}
