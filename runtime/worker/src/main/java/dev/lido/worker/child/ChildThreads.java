package dev.lido.worker.child;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The virtual threads that children run on. Children that are over at once take turns on one; any
 * other has its thread to itself, and no child finds what another left on a thread.
 *
 * <p>Leader and followers (Schmidt et al., Pattern-Oriented Software Architecture 2): a thread that
 * takes a child first sees to it that another thread comes for the next one that waits. So no child
 * waits for one that runs, whatever that does, and the many of one frame need but a few threads.
 *
 * <p>Thread-safe; nothing blocks.
 */
final class ChildThreads {

  private static final ThreadFactory THREADS =
      Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();

  /** A thread that has run for longer ends: others shall have its carrier, and wait in line. */
  private static final long BRIEF_NANOS = 100_000;

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /** A thread was started and has not looked for a child yet. */
  private final AtomicBoolean coming = new AtomicBoolean();

  /** Has a child run soon. Throws what the JVM does when it has no thread; then it does not run. */
  void run(Runnable child) {
    waiting.add(child);
    try {
      bringAnother();
    } catch (Throwable noThread) {
      if (waiting.remove(child)) {
        throw noThread;
      }
    }
  }

  /** Whoever adds a child while a thread is coming may rely on it: it looks after that. */
  private void bringAnother() {
    if (coming.get() || !coming.compareAndSet(false, true)) {
      return;
    }
    try {
      THREADS.newThread(this::serve).start();
    } catch (Throwable noThread) {
      coming.set(false);
      throw noThread;
    }
  }

  private void serve() {
    coming.set(false);
    long since = System.nanoTime();
    boolean alone = false;
    do {
      Runnable child = waiting.poll();
      if (child == null) {
        return;
      }
      alone = !isFollowed();
      child.run();
    } while (alone || (System.nanoTime() - since < BRIEF_NANOS && ThreadRemains.none()));
  }

  /** Where the JVM has no other thread, those that wait have this one. */
  private boolean isFollowed() {
    try {
      if (!waiting.isEmpty()) {
        bringAnother();
      }
      return true;
    } catch (Throwable noThread) {
      return false;
    }
  }
}
