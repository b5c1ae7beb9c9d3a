package dev.lido.cli.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What the tests run in workers. */
final class Work {

  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final AtomicInteger PEAK = new AtomicInteger();

  private Work() {}

  /** Returns the process that this runs in. */
  static long pid() {
    return ProcessHandle.current().pid();
  }

  /** Returns the partition of the worker that this runs in. */
  static int partition() {
    return Integer.parseInt(System.getenv("LIDO_PARTITION"));
  }

  /** Runs for a while, and returns the most children that this worker ever ran at once. */
  static int peakWhileRunning(Duration time) throws InterruptedException {
    PEAK.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
    try {
      Thread.sleep(time);
      return PEAK.get();
    } finally {
      RUNNING.decrementAndGet();
    }
  }

  /** Leaves a sign that it runs, goes on until the gate is open, and returns its process. */
  static long pidOnceOpen(String signs, String gate) throws IOException {
    Files.createTempFile(Path.of(signs), pid() + "-", "");
    while (!Files.exists(Path.of(gate)) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return pid();
  }

  /** Throws. */
  static String fail(String order) {
    throw new IllegalStateException("cannot do " + order, new IOException("disk on fire"));
  }
}
