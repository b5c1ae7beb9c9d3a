package dev.lido.client.internal.call;

/** Counts how calls ended. Guarded by the lock of its group. */
public final class Tally {

  private long succeeded;
  private long failed;

  void count(Outcome how) {
    if (how instanceof Outcome.Value) {
      succeeded++;
    } else {
      failed++;
    }
  }

  /** Returns how many ended with a value. */
  public long succeeded() {
    return succeeded;
  }

  /** Returns how many ended otherwise. */
  public long failed() {
    return failed;
  }
}
