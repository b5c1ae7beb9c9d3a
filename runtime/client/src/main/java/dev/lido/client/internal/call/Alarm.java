package dev.lido.client.internal.call;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches the time of a call that no thread waits for. Thread-safe. */
final class Alarm {

  private final Call call;
  private final Clerk clerk;
  private @Nullable Future<?> next;
  private boolean started;
  private boolean stopped;

  Alarm(Call call, Clerk clerk) {
    this.call = call;
    this.clerk = clerk;
  }

  /** Begins to look after the call. */
  void start() {
    synchronized (this) {
      started = true;
    }
    ring();
  }

  private void ring() {
    long due = clerk.check(call);
    if (call.outcome() == null) {
      schedule(due);
    }
  }

  /** Looks after the call soon, from another thread. */
  synchronized void ringSoon() {
    if (started) {
      schedule(System.nanoTime());
    }
  }

  private synchronized void schedule(long due) {
    if (!stopped) {
      cancel();
      long delay = Math.max(0, due - System.nanoTime());
      next = Background.TIMER.schedule(this::ring, delay, TimeUnit.NANOSECONDS);
    }
  }

  synchronized void stop() {
    stopped = true;
    cancel();
  }

  private void cancel() {
    if (next != null) {
      next.cancel(false);
    }
  }
}
