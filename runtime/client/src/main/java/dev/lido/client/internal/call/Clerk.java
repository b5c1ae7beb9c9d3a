package dev.lido.client.internal.call;

/** What calls ask of the group that they were submitted to. */
public interface Clerk {

  /** Ends the call if its time is over; returns when to ask again, as {@link System#nanoTime}. */
  long check(Call call);

  /**
   * Ends the call.
   *
   * @param interrupt whether a worker that has it should stop it
   * @param how the outcome, if there is none yet
   */
  void giveUp(Call call, boolean interrupt, Outcome how);
}
