package dev.lido.operator.observe;

import java.time.Instant;

/**
 * How a worker ended.
 *
 * @param at when
 * @param cause whose doing it was
 * @param summary exit code, reason and last output, for people
 */
public record End(Instant at, Cause cause, String summary) {

  /** Whose doing the end of a worker was. */
  public enum Cause {
    /** The worker's own: it exited, ran out of memory, or failed its liveness probe. */
    OWN,
    /** Somebody else's: it was evicted, preempted or deleted, or its node was lost. */
    DISRUPTED,
    /** Its node refused to start it. */
    REFUSED
  }
}
