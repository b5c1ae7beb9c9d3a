package dev.lido.client.internal.executor;

import dev.lido.client.internal.call.FutureCall;
import org.jspecify.annotations.Nullable;

/** A task that an executor has taken and that is not over. Thread-safe. */
final class Ticket {

  private final Runnable task;
  private @Nullable FutureCall<?> call;
  private boolean stopped;

  /** Creates a ticket of a task, which runs in this process if it is run. */
  Ticket(Runnable task) {
    this.task = task;
  }

  Runnable task() {
    return task;
  }

  /** It was submitted to the pool; if it should have been stopped by now, it is. */
  void attach(FutureCall<?> submitted) {
    boolean stop;
    synchronized (this) {
      call = submitted;
      stop = stopped;
    }
    if (stop) {
      submitted.stop();
    }
  }

  /** Cancels it; returns whether it was never given to a worker. */
  boolean stop() {
    FutureCall<?> submitted;
    synchronized (this) {
      stopped = true;
      submitted = call;
    }
    return submitted != null && submitted.stop();
  }
}
