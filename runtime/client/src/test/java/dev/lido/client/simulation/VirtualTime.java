package dev.lido.client.simulation;

import java.util.PriorityQueue;

/** Time that passes from event to event. What is due at the same instant is done in order. */
final class VirtualTime {

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nanos;
  private long nextNumber;

  private record Event(long nanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return nanos == other.nanos
          ? Long.compare(number, other.number)
          : Long.compare(nanos, other.nanos);
    }
  }

  long nanos() {
    return nanos;
  }

  void after(long delayNanos, Runnable action) {
    events.add(new Event(nanos + delayNanos, nextNumber++, action));
  }

  /** Does all there is to do. */
  void run() {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      nanos = next.nanos;
      next.action.run();
    }
  }
}
