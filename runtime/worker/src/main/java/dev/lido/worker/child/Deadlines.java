package dev.lido.worker.child;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does things later, on one platform thread that children cannot starve. Thread-safe. */
public final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  /** Creates the timer; its thread starts with the first thing to do. */
  public Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("lido-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Runs a short action once.
   *
   * @return takes it back, if it has not run
   */
  public Runnable after(long nanos, Runnable action) {
    Future<?> future = timer.schedule(action, nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** Forgets all that is still to do. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
