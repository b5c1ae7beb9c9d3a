package dev.lido.client.internal.group;

import dev.lido.client.internal.placement.Link;
import dev.lido.client.internal.placement.Placer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one lock of a group. What is done under it only leaves messages, and threads to wake: they are
 * sent and woken after it, so that nobody waits for the lock meanwhile.
 */
final class GroupLock {

  private final ReentrantLock lock = new ReentrantLock();
  private final Placer placer;
  private List<Thread> woken = new ArrayList<>();

  /** Creates the lock of what this placer is a part of. */
  GroupLock(Placer placer) {
    this.placer = placer;
  }

  void run(Runnable action) {
    run(Runnable::run, action);
  }

  /** As {@link #run(Runnable)}, for an action that is there already. */
  <T> void run(Consumer<T> action, T argument) {
    List<Link> written;
    List<Thread> toWake;
    lock.lock();
    try {
      action.accept(argument);
      written = placer.takeWritten();
      toWake = takeWoken();
    } finally {
      lock.unlock();
    }
    if (!toWake.isEmpty()) {
      Wakes.unpark(toWake);
    }
    for (int i = 0; i < written.size(); i++) {
      written.get(i).flush();
    }
  }

  <T> T get(Supplier<T> action) {
    AtomicReference<T> result = new AtomicReference<>();
    run(() -> result.set(action.get()));
    return result.get();
  }

  private List<Thread> takeWoken() {
    if (woken.isEmpty()) {
      return List.of();
    }
    List<Thread> threads = woken;
    woken = new ArrayList<>(threads.size());
    return threads;
  }

  /** Has a thread woken; only under the lock. */
  void wakeAfter(Thread thread) {
    woken.add(thread);
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  Condition newCondition() {
    return lock.newCondition();
  }
}
