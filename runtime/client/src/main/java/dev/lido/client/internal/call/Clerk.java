package dev.lido.client.internal.call;

/** What calls ask of the group that they were submitted to. */
public interface Clerk {

  /**
   * Looks after the call at that time at the latest, as {@link System#nanoTime} has it. Only under the
   * group's lock.
   */
  void watch(long due);

  /** Wakes a thread, as soon as the group's lock is free. Only under that lock. */
  void wake(Thread caller);

  /**
   * Ends the call.
   *
   * @param interrupt whether a worker that has it should stop it
   * @param how the outcome, if there is none yet
   */
  void giveUp(Call call, boolean interrupt, Outcome how);
}
