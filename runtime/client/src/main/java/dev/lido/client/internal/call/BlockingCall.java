package dev.lido.client.internal.call;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call whose caller blocks. */
public sealed class BlockingCall extends Call permits PlaceCall {

  private final Thread caller = Thread.currentThread();

  /** Creates a call of the current thread. */
  public BlockingCall(String pool, Request request, CallOptions options) {
    super(pool, request, options);
  }

  /** Waits for what its caller waits for; returns the outcome, if there is one. */
  public final @Nullable Outcome await(Clerk clerk) {
    while (!isAnswered()) {
      if (Thread.currentThread().isInterrupted()) {
        clerk.giveUp(this, true, Outcome.Plain.INTERRUPTED);
      } else {
        LockSupport.park(this);
      }
    }
    return outcome();
  }

  @Override
  protected final void wake() {
    wake(caller);
  }
}
