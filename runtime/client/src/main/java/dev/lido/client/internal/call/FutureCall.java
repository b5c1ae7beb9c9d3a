package dev.lido.client.internal.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A call whose caller has a future. */
public final class FutureCall<T> extends Call {

  private final Clerk clerk;
  private final Alarm alarm;
  private final Function<Call, T> result;
  private final CallFuture future = new CallFuture();

  /**
   * Creates a call.
   *
   * @param result makes the value of a call that has ended, or throws
   */
  public FutureCall(
      String pool, Request request, CallOptions options, Clerk clerk, Function<Call, T> result) {
    super(pool, request, options);
    this.clerk = clerk;
    this.alarm = new Alarm(this, clerk);
    this.result = result;
  }

  /** Begins to watch the time; returns what the caller gets. */
  public CompletableFuture<T> watch() {
    alarm.start();
    return future;
  }

  @Override
  protected void wake() {
    alarm.stop();
    Background.CALLBACKS.execute(this::complete);
  }

  @Override
  protected void hasten() {
    alarm.ringSoon();
  }

  private void complete() {
    try {
      future.complete(result.apply(this));
    } catch (Throwable failure) {
      future.completeExceptionally(failure);
    }
  }

  /** Cancelling it reaches the child; stages that depend on it are plain futures. */
  private final class CallFuture extends CompletableFuture<T> {

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean cancelled = super.cancel(mayInterrupt);
      if (cancelled) {
        clerk.giveUp(FutureCall.this, mayInterrupt, Outcome.Plain.CANCELLED);
      }
      return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }
}
