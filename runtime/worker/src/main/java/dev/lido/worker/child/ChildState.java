package dev.lido.worker.child;

import org.jspecify.annotations.Nullable;

/**
 * Where a child is on its way: waiting for a thread, reading, running, over; and why it was told to
 * stop, if it was. The first reason counts. Thread-safe.
 */
final class ChildState {

  private enum Phase {
    READING,
    RUNNING,
    OVER
  }

  private static final StackTraceElement[] NOWHERE = {};

  private @Nullable Thread thread;
  private Phase phase = Phase.READING;
  private @Nullable StopReason stop;
  private boolean stuck;
  private boolean answered;

  /** The child has come to a thread; returns whether it is still wanted. */
  synchronized boolean take(Thread its) {
    thread = its;
    return stop == null;
  }

  /** Returns where the child is; nowhere unless it has a thread, which is another's when it is over. */
  synchronized StackTraceElement[] stack() {
    return thread == null || phase == Phase.OVER ? NOWHERE : thread.getStackTrace();
  }

  /** The work was read; returns whether it may run. */
  synchronized boolean begin() {
    if (stop == null) {
      phase = Phase.RUNNING;
    }
    return stop == null;
  }

  /** Interrupts the child, unless it is over or was interrupted before; returns whether it did. */
  synchronized boolean stop(StopReason reason) {
    boolean first = phase != Phase.OVER && stop == null;
    if (first) {
      stop = reason;
      interrupt();
    }
    return first;
  }

  private void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Takes the child for stuck, unless it is over; returns whether it is. */
  synchronized boolean giveUp() {
    stuck = phase != Phase.OVER;
    return stuck;
  }

  /** Tells whether the child was taken for stuck, be it over now or not. */
  synchronized boolean wasStuck() {
    return stuck;
  }

  /** Tells whether the child is over. */
  synchronized boolean isOver() {
    return phase == Phase.OVER;
  }

  /** The child is over: no interrupt reaches its thread any more. Returns why it was stopped. */
  synchronized @Nullable StopReason end() {
    phase = Phase.OVER;
    return stop;
  }

  /** The child is answered; returns whether it was not before. */
  synchronized boolean answer() {
    boolean first = !answered;
    answered = true;
    return first;
  }

  /** Tells whether the child was answered. */
  synchronized boolean isAnswered() {
    return answered;
  }

  /** Tells whether the child was told to stop. */
  synchronized boolean isStopped() {
    return stop != null;
  }

  /** Tells whether the child's work has begun. */
  synchronized boolean hasBegun() {
    return phase != Phase.READING;
  }
}
