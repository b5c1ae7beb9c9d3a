package dev.lido.worker.wire;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends what children print, on one platform thread that they cannot starve; it starts with the
 * first line. Thread-safe.
 */
public final class OutputThread implements Executor, AutoCloseable {

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform()
              .daemon()
              .name("lido-output")
              .inheritInheritableThreadLocals(false)
              .factory());

  /**
   * Does something short, after what was given before.
   *
   * @throws java.util.concurrent.RejectedExecutionException if it is closed
   */
  @Override
  public void execute(Runnable action) {
    thread.execute(action);
  }

  /** Forgets all that is still to do. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
