package dev.lido.client.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What children of this process and the test that placed them have in common; they find it by name,
 * because they can capture names only.
 */
public final class Gates {

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final ConcurrentMap<String, Gate> GATES = new ConcurrentHashMap<>();

  private Gates() {}

  /** Children wait at it until it is opened; it knows who came, how many are there, and who left. */
  public static final class Gate {
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final Queue<Integer> arrivals = new ConcurrentLinkedQueue<>();

    public void open() {
      open.countDown();
    }

    public int inside() {
      return inside.get();
    }

    public int peak() {
      return peak.get();
    }

    public int interrupted() {
      return interrupted.get();
    }

    public Queue<Integer> arrivals() {
      return arrivals;
    }
  }

  /** Returns the name of a new gate. */
  public static String newGate() {
    String name = "gate-" + NAMES.incrementAndGet();
    GATES.put(name, new Gate());
    return name;
  }

  public static Gate gate(String name) {
    return GATES.computeIfAbsent(name, none -> new Gate());
  }

  /** Called by a child: waits until the gate is open. */
  public static int pass(String name, int who) throws InterruptedException {
    Gate gate = gate(name);
    gate.arrivals.add(who);
    gate.peak.accumulateAndGet(gate.inside.incrementAndGet(), Math::max);
    try {
      gate.open.await();
      return who;
    } catch (InterruptedException stopped) {
      gate.interrupted.incrementAndGet();
      throw stopped;
    } finally {
      gate.inside.decrementAndGet();
    }
  }

  /** Called by a child: goes on waiting when it is interrupted. */
  public static int passStubbornly(String name, int who) {
    while (true) {
      try {
        return pass(name, who);
      } catch (InterruptedException goOn) {
        // The gate has counted it.
      }
    }
  }

  /** Called by a child: tells that it came. */
  public static void note(String name, int who) {
    gate(name).arrivals.add(who);
  }

  /** Called by a child: stays inside for a moment. */
  public static int visit(String name, int who, long micros) {
    Gate gate = gate(name);
    gate.peak.accumulateAndGet(gate.inside.incrementAndGet(), Math::max);
    java.util.concurrent.locks.LockSupport.parkNanos(micros * 1000);
    gate.inside.decrementAndGet();
    gate.arrivals.add(who);
    return who;
  }
}
