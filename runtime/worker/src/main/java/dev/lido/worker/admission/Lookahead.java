package dev.lido.worker.admission;

/**
 * How many slots to grant before they are free, so that work stands by when they are.
 *
 * <p>From a grant to its place is a round trip, in which the slot idles. By Little's law as many
 * slots become free in that time as it holds gaps between two freed slots: their mean is granted
 * ahead, and two standard deviations of a Poisson distribution on top, since slots do not become
 * free evenly; but half of the slots at most. Where the round trip is under a hundredth of what a
 * child takes nothing is: work that stands by at one worker cannot go to another.
 *
 * <p>Not thread-safe: it belongs to an {@link Admission}, and is guarded like it. Times are
 * nanoseconds, of whatever clock.
 */
final class Lookahead {

  /** A mean forgets: each sample counts for a sixteenth. */
  private static final int WEIGHT = 16;

  private static final int WORTH_IT = 100;
  private static final long LEAST_PATIENCE = 2_000_000;

  /** The deadline of a call, and its time in the queue, may be late by this. */
  private static final long MOST_PATIENCE = 300_000_000;

  private final int capacity;

  /* Means; 0: not known. */
  private long gap;
  private long roundTrip;

  private boolean wanted;
  private long lastFreed;
  private boolean suspended;

  Lookahead(int capacity) {
    this.capacity = capacity;
  }

  /** A slot became free that somebody waited for. */
  void freed(long now) {
    if (wanted) {
      gap = mean(gap, now - lastFreed);
    }
    wanted = true;
    lastFreed = now;
    suspended = false;
  }

  /** A slot became free that nobody waited for: when the next one does says nothing. */
  void freedInVain() {
    wanted = false;
  }

  /** The place for a grant has come, so much after it. */
  void placed(long nanosAfterGrant) {
    roundTrip = mean(roundTrip, nanosAfterGrant);
  }

  /** Work has stood by for too long: what children take has changed. */
  void suspend() {
    suspended = true;
    wanted = false;
  }

  private static long mean(long before, long sample) {
    long counted = Math.max(1, sample);
    return before == 0 ? counted : before + (counted - before) / WEIGHT;
  }

  /** Returns how many slots to grant ahead. */
  int slots() {
    if (suspended || gap == 0 || roundTrip * WORTH_IT < gap * capacity) {
      return 0;
    }
    double inOneRoundTrip = (double) roundTrip / gap;
    int slots = (int) Math.ceil(inOneRoundTrip + 2 * Math.sqrt(inOneRoundTrip));
    return Math.min((capacity + 1) / 2, slots);
  }

  /** Returns for how long work may stand by, in nanoseconds. */
  long patience() {
    long usual = Math.max(4 * roundTrip, 4 * gap * Math.max(1, slots()));
    return Math.clamp(usual, LEAST_PATIENCE, MOST_PATIENCE);
  }
}
