package dev.lido.worker.child;

import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;

/**
 * Interrupts the children whose deadline has passed. One timer serves them all: it is set for the
 * earliest, and most children end before it rings, at no cost to any of them. Thread-safe.
 */
final class DeadlineWatch {

  /** As good as never, and far from overflow. */
  private static final long NEVER = Long.MAX_VALUE / 4;

  private final Deadlines timer;
  private final Collection<Child> running;
  private Runnable takeBack = () -> {};
  private volatile long rings = System.nanoTime() + NEVER;

  /**
   * Creates it.
   *
   * @param running the children that run, as they are at any time
   */
  DeadlineWatch(Deadlines timer, Collection<Child> running) {
    this.timer = timer;
    this.running = running;
  }

  /** Watches a child that is among those that run. */
  void watch(Child child) {
    if (child.hasDeadline() && child.deadline() - rings < 0) {
      set(child.deadline());
    }
  }

  private synchronized void set(long at) {
    if (at - rings < 0) {
      takeBack.run();
      rings = at;
      try {
        takeBack = timer.after(Math.max(0, at - System.nanoTime()), this::look);
      } catch (RejectedExecutionException workerIsClosed) {
        takeBack = () -> {};
      }
    }
  }

  /** Whoever comes after `rings` was set back sets it anew; who came before is seen here. */
  private void look() {
    long now = System.nanoTime();
    synchronized (this) {
      rings = now + NEVER;
    }
    for (Child child : running) {
      if (child.hasDeadline() && child.deadline() - now <= 0) {
        child.stop(StopReason.TIMED_OUT);
      } else {
        watch(child);
      }
    }
  }
}
