package dev.lido.client.internal.placement;

import java.util.Set;

/**
 * The way to one worker. All methods but {@link #flush} only leave a message, in order; none blocks.
 */
public interface Link {

  /** Sends work. */
  void place(long id, Work work, boolean granted);

  /** Interrupts or withdraws what was placed. */
  void cancel(long id);

  /** Says whether work waits for a slot of the worker. */
  void waiting(boolean waiting);

  /** Gives granted slots back, and ends waiting. */
  void returnGrants(int count);

  /** Asks how a placed child ends. */
  void monitor(long child);

  /** Interrupts a placed child. */
  void stop(long child);

  /** Gives a sign of life. */
  void pong();

  /** Sends what was left. */
  void flush();

  /**
   * Returns the ids of work that was left for the worker and certainly never sent to it. Called once,
   * when nothing can be sent any more.
   */
  Set<Long> unsent();
}
