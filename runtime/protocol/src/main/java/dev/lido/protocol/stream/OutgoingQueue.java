package dev.lido.protocol.stream;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the order in which they were left: lists that are linked through the messages. Whoever
 * leaves one waits for nobody. Thread-safe.
 */
final class OutgoingQueue {

  private final AtomicReference<@Nullable Outgoing> newest = new AtomicReference<>();

  /* What was left before that, the oldest first; written by who holds this object. */
  private volatile @Nullable Outgoing oldest;

  boolean isEmpty() {
    return oldest == null && newest.get() == null;
  }

  void add(Outgoing message) {
    Outgoing before;
    do {
      before = newest.get();
      message.next = before;
    } while (!newest.compareAndSet(before, message));
  }

  /** Moves the oldest messages into a frame until that has so many bytes, or more. */
  synchronized void fill(OutgoingFrame frame, int enough) {
    Outgoing next = oldest;
    while (frame.size() < enough && (next != null || (next = takeNew()) != null)) {
      Outgoing after = next.next;
      frame.add(next);
      next = after;
    }
    oldest = next;
  }

  private @Nullable Outgoing takeNew() {
    Outgoing first = null;
    Outgoing next = newest.getAndSet(null);
    while (next != null) {
      Outgoing before = next.next;
      next.next = first;
      first = next;
      next = before;
    }
    return first;
  }

  void clear() {
    fill(new OutgoingFrame(), Integer.MAX_VALUE);
  }
}
