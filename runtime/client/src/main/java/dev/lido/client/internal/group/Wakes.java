package dev.lido.client.internal.group;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes threads, many at a time as the results of a frame come.
 *
 * <p>A platform thread, as event loops are, has to go through a queue of the scheduler's that all share
 * for each virtual thread that it wakes; a virtual thread leaves it in its carrier's own queue, at a
 * fraction of the price. So for many it starts one that wakes the others.
 */
final class Wakes {

  /** For fewer it is no gain. */
  private static final int MANY = 4;

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
      byVirtualThread(virtual);
    }
  }

  private static void byVirtualThread(List<Thread> threads) {
    Runnable wakes = () -> threads.forEach(LockSupport::unpark);
    try {
      Thread.ofVirtual().name("lido-wakes").inheritInheritableThreadLocals(false).start(wakes);
    } catch (Throwable outOfMemory) {
      wakes.run();
    }
  }
}
