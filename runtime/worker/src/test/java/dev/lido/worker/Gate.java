package dev.lido.worker;

import java.io.Serializable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Holds children of this process until it is opened. Serializable: copies are the same gate. */
final class Gate implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final ConcurrentMap<String, State> STATES = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  /** What a child calls. */
  String pass() throws InterruptedException {
    state().most.accumulateAndGet(state().inside.incrementAndGet(), Math::max);
    try {
      state().open.await();
      return "passed";
    } finally {
      state().inside.decrementAndGet();
    }
  }

  /** What a child calls that does not care for interrupts. */
  String passStubbornly() {
    while (true) {
      try {
        return pass();
      } catch (InterruptedException e) {
        state().interrupts.incrementAndGet();
      }
    }
  }

  /** What a child calls that goes on when it is interrupted. */
  void passUnlessInterrupted() {
    try {
      pass();
    } catch (InterruptedException e) {
      state().interrupts.incrementAndGet();
    }
  }

  void open() {
    state().open.countDown();
  }

  int inside() {
    return state().inside.get();
  }

  int mostInside() {
    return state().most.get();
  }

  int interrupts() {
    return state().interrupts.get();
  }

  void awaitInside(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> inside() == count);
  }

  private State state() {
    return STATES.computeIfAbsent(name, n -> new State());
  }

  private static final class State {
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
  }
}
