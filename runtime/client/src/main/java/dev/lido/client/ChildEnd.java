package dev.lido.client;

/** How a placed child ended. */
public sealed interface ChildEnd {

  /** It returned. What it returned is not kept. */
  record Returned() implements ChildEnd {}

  /**
   * It threw.
   *
   * @param failure stands in for what it threw, with the worker's stack
   */
  record Threw(RemoteFailure failure) implements ChildEnd {}

  /** It was stopped: by {@link Child#stop}, or because its worker was closed. */
  record Stopped() implements ChildEnd {}

  /** Its deadline passed, and it was interrupted. */
  record TimedOut() implements ChildEnd {}

  /** Its worker's drain time was over, and it was interrupted. */
  record Drained() implements ChildEnd {}

  /**
   * It was interrupted, for whatever reason, and ignores that: it has not ended, and its slot is lost
   * until it does. Who asks after it has ended after all learns how.
   *
   * @param where stands for its thread: the stack is where that was
   */
  record Stuck(RemoteFailure where) implements ChildEnd {}

  /** Its worker is gone; whether it had ended before is unknown. */
  record WorkerLost() implements ChildEnd {}

  /**
   * Its worker does not know it, or does not know any more: it ended more than 10 minutes ago, or a
   * thousand others after it.
   */
  record Unknown() implements ChildEnd {}
}
