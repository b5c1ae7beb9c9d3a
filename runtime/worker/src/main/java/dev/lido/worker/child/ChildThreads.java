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
 * <p>Where the JVM has no other thread, nobody may come for those that wait: they are refused.
 *
 * <p>Thread-safe; nothing blocks.
 */
final class ChildThreads {

  /** A child that waits for a thread: it is run once, or refused once. */
  interface Turn {
    /** Runs it, on this thread. */
    void run();

    /** There is no thread for it. */
    void refuse(Throwable noThread);
  }

  /** A thread that has run for longer ends: others shall have its carrier, and wait in line. */
  private static final long BRIEF_NANOS = 100_000;

  private final ThreadFactory factory;
  private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();

  /** A thread was started and has not looked for a child yet. */
  private final AtomicBoolean coming = new AtomicBoolean();

  ChildThreads() {
    this(Thread.ofVirtual().inheritInheritableThreadLocals(false).factory());
  }

  /** Creates it with a source of threads, which may run out. */
  ChildThreads(ThreadFactory factory) {
    this.factory = factory;
  }

  /** Has a child run soon, or refused if the JVM has no thread. */
  void run(Turn child) {
    waiting.add(child);
    bringAnother();
  }

  /** Whoever adds a child while a thread is coming may rely on it: it looks after that. */
  private void bringAnother() {
    if (coming.get() || !coming.compareAndSet(false, true)) {
      return;
    }
    try {
      factory.newThread(this::serve).start();
    } catch (Throwable noThread) {
      coming.set(false);
      refuseAll(noThread);
    }
  }

  /** Those, too, whose threads relied on this one; who comes later brings one himself. */
  private void refuseAll(Throwable noThread) {
    Turn child;
    while ((child = waiting.poll()) != null) {
      try {
        child.refuse(noThread);
      } catch (Throwable outOfMemory) {
        // The others shall hear of it all the same.
      }
    }
  }

  private void serve() {
    coming.set(false);
    long since = System.nanoTime();
    do {
      Turn child = waiting.poll();
      if (child == null) {
        return;
      }
      if (!waiting.isEmpty()) {
        bringAnother();
      }
      child.run();
    } while (System.nanoTime() - since < BRIEF_NANOS && ThreadRemains.none());
  }
}
