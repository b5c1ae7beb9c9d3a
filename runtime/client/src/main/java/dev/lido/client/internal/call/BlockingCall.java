package dev.lido.client.internal.call;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call whose caller blocks: its thread watches the time itself, so that no timer is needed. */
public sealed class BlockingCall extends Call permits PlaceCall {

  private final Thread caller = Thread.currentThread();
  private volatile boolean hastened;

  /** Creates a call of the current thread. */
  public BlockingCall(String pool, Request request, CallOptions options) {
    super(pool, request, options);
  }

  /** Waits for what its caller waits for; returns the outcome, if there is one. */
  public final @Nullable Outcome await(Clerk clerk) {
    long due = clerk.check(this);
    while (!isAnswered()) {
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
    return outcome();
  }

  /** Tells whether its caller has what it waits for. */
  protected boolean isAnswered() {
    return outcome() != null;
  }

  @Override
  protected final void wake() {
    LockSupport.unpark(caller);
  }

  @Override
  protected final void hasten() {
    hastened = true;
    LockSupport.unpark(caller);
  }
}
