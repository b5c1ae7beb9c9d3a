package dev.lido.client.internal.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A call whose caller has a future. */
public final class FutureCall<T> extends Call {

  private final Clerk clerk;
  private final Function<Call, T> result;
  private final Runnable whenOver;
  private final CallFuture future = new CallFuture();

  /* Until it is over: its future is done, and no worker runs it. */
  private final AtomicInteger stepsLeft = new AtomicInteger(2);

  /**
   * Creates a call.
   *
   * @param result makes the value of a call that has ended, or throws
   * @param whenOver called once, when its future is done and no worker runs it any more; must not
   *     block
   */
  public FutureCall(
      String pool,
      Request request,
      CallOptions options,
      Clerk clerk,
      Function<Call, T> result,
      Runnable whenOver) {
    super(pool, request, options);
    this.clerk = clerk;
    this.result = result;
    this.whenOver = whenOver;
  }

  /** Returns what the caller gets. */
  public CompletableFuture<T> future() {
    return future;
  }

  /**
   * Cancels it; returns whether it was never given to a worker. Called after its submission.
   */
  public boolean stop() {
    return !future.isDone()
        && future.cancel(true)
        && outcome() == Outcome.Plain.CANCELLED
        && worker() == null
        && !isRestarted();
  }

  @Override
  protected void wake() {
    if (!isHeld()) {
      step();
    }
    Background.CALLBACKS.execute(this::complete);
  }

  @Override
  protected void left() {
    step();
  }

  private void step() {
    if (stepsLeft.decrementAndGet() == 0) {
      whenOver.run();
    }
  }

  private void complete() {
    try {
      future.complete(result.apply(this));
    } catch (Throwable failure) {
      future.completeExceptionally(failure);
    } finally {
      step();
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
