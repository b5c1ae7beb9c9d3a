package dev.lido.client.internal.call;

/** What calls ask of the group that they were submitted to. */
public interface Clerk {

  /**
   * Ends the call.
   *
   * @param interrupt whether a worker that has it should stop it
   * @param how the outcome, if there is none yet
   */
  void giveUp(Call call, boolean interrupt, Outcome how);
}
