package dev.lido.client.internal.group;

import dev.lido.client.internal.call.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes threads, many at a time as the results of a frame come.
 *
 * <p>A platform thread, as event loops are, has to go through a queue of the scheduler's that all share
 * for each virtual thread that it wakes; a virtual thread leaves it in its carrier's own queue, at a
 * fraction of the price. So for many it starts one that wakes the others.
 *
 * <p>That one starts only when a carrier is free, and all may be held by threads that are to be woken:
 * before Java 24 a virtual thread that waits in a synchronized block keeps its carrier, and in a
 * class's initializer it does in later ones too. So the timer wakes who has not been woken soon.
 */
final class Wakes {

  /** For fewer it is no gain. */
  private static final int MANY = 4;

  private static final Duration SOON = Duration.ofMillis(5);

  /* Those of a few milliseconds, most of them over. */
  private static final Queue<Round> ROUNDS = new ConcurrentLinkedQueue<>();
  private static final AtomicBoolean WATCHED = new AtomicBoolean();

  private Wakes() {}

  /** Unparks all of them, virtual ones perhaps a moment later. */
  static void unpark(List<Thread> threads) {
    if (threads.size() < MANY || Thread.currentThread().isVirtual()) {
      threads.forEach(LockSupport::unpark);
    } else {
      unparkMany(threads);
    }
  }

  /** Platform threads wait for no carrier. */
  private static void unparkMany(List<Thread> threads) {
    List<Thread> virtual = new ArrayList<>(threads.size());
    for (Thread thread : threads) {
      if (thread.isVirtual()) {
        virtual.add(thread);
      } else {
        LockSupport.unpark(thread);
      }
    }
    if (!virtual.isEmpty()) {
      byVirtualThread(new Round(virtual));
    }
  }

  private static void byVirtualThread(Round round) {
    try {
      Thread.ofVirtual().name("lido-wakes").inheritInheritableThreadLocals(false).start(round);
      ROUNDS.add(round);
      if (!WATCHED.get() && WATCHED.compareAndSet(false, true)) {
        Background.later(SOON, Wakes::runAll);
      }
    } catch (Throwable outOfMemory) {
      WATCHED.set(false);
      round.run();
    }
  }

  private static void runAll() {
    WATCHED.set(false);
    for (Round round = ROUNDS.poll(); round != null; round = ROUNDS.poll()) {
      round.run();
    }
  }

  /** Who is woken together, once: by whoever comes first. */
  private static final class Round extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1L;
    private final transient List<Thread> threads;

    Round(List<Thread> threads) {
      this.threads = threads;
    }

    @Override
    public void run() {
      if (compareAndSet(false, true)) {
        threads.forEach(LockSupport::unpark);
      }
    }
  }
}
