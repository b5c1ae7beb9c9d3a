package dev.lido.client.internal.stream;

import dev.lido.client.internal.placement.Link;
import java.time.Duration;

/** A connection to a worker. Thread-safe. */
public interface Connection extends Link {

  /** Begins; the worker's first message is its hello. Does not block. */
  void start();

  /** Ends it once all that was left is on its way; the receiver still hears of the end. */
  void close();

  /** Waits until it has ended, and ends it by force when the time is over. */
  void awaitEnd(Duration timeout);
}
