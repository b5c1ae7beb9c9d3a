package dev.lido.client.internal.call;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that all pools of this process share; none keeps the process alive. */
public final class Background {

  /** Runs what may block or is the user's: a virtual thread for each. */
  public static final Executor CALLBACKS =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual()
              .name("lido-callback-", 0)
              .inheritInheritableThreadLocals(false)
              .factory());

  /** Runs what is due; for short things only. */
  public static final ScheduledExecutorService TIMER = timer();

  private Background() {}

  /** Runs something short after a time, whatever happens meanwhile. */
  public static void later(Duration delay, Runnable action) {
    Future<?> unused = TIMER.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform()
                .daemon()
                .name("lido-timer")
                .inheritInheritableThreadLocals(false)
                .factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}
