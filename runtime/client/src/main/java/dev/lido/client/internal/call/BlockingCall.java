package dev.lido.client.internal.call;

import java.util.concurrent.locks.LockSupport;

/** A call whose caller blocks: its thread watches the time itself, so that no timer is needed. */
public final class BlockingCall extends Call {

  private final Thread caller = Thread.currentThread();
  private volatile boolean hastened;

  /** Creates a call of the current thread. */
  public BlockingCall(String pool, Request request, CallOptions options) {
    super(pool, request, options);
  }

  /** Waits for the outcome. */
  public Outcome await(Clerk clerk) {
    long due = clerk.check(this);
    Outcome how;
    while ((how = outcome()) == null) {
      long left = due - System.nanoTime();
      if (Thread.currentThread().isInterrupted()) {
        clerk.giveUp(this, true, Outcome.Plain.INTERRUPTED);
      } else if (left <= 0 || hastened) {
        hastened = false;
        due = clerk.check(this);
      } else {
        LockSupport.parkNanos(this, left);
      }
    }
    return how;
  }

  @Override
  protected void wake() {
    LockSupport.unpark(caller);
  }

  @Override
  protected void hasten() {
    hastened = true;
    LockSupport.unpark(caller);
  }
}
