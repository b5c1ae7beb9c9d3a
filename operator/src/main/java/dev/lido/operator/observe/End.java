package dev.lido.operator.observe;

import java.time.Instant;

/**
 * How a worker ended.
 *
 * @param at when
 * @param kind in which way
 * @param summary exit code, reason and last output, for people
 */
public record End(Instant at, Kind kind, String summary) {

  /** Whose doing the end of a worker was. */
  public enum Cause {
    /** The worker's own: it exited, ran out of memory, or failed its liveness probe. */
    OWN,
    /** Somebody else's: it was evicted, preempted or deleted, or its node was lost. */
    DISRUPTED,
    /** Its node refused to start it. */
    REFUSED
  }

  /** The ways in which a worker ends. */
  public enum Kind {
    /** Its process exited. */
    EXITED(Cause.OWN, "Exited"),
    /** Its process was killed by a signal, of whomever. */
    KILLED(Cause.OWN, "Killed"),
    /** The kernel ended it, as it used more memory than it may. */
    OUT_OF_MEMORY(Cause.OWN, "OutOfMemory"),
    /** The kubelet ended it, as its liveness probe failed. */
    LIVENESS_FAILED(Cause.OWN, "LivenessFailed"),
    /** The kubelet ended it, as its startup probe failed until its patience was over. */
    STARTUP_FAILED(Cause.OWN, "StartupFailed"),
    /** The kubelet ended it, as its pod was active for longer than the template allows. */
    DEADLINE_EXCEEDED(Cause.OWN, "DeadlineExceeded"),
    /** It was evicted: by its node, which was short of something, or through the eviction API. */
    EVICTED(Cause.DISRUPTED, "Evicted"),
    /** It gave way to a pod of higher priority. */
    PREEMPTED(Cause.DISRUPTED, "Preempted"),
    /** Its pod was deleted. */
    DELETED(Cause.DISRUPTED, "Deleted"),
    /** Its node was lost, or tainted so that the worker may not stay. */
    NODE_LOST(Cause.DISRUPTED, "NodeLost"),
    /** Its node was shut down. */
    NODE_SHUTDOWN(Cause.DISRUPTED, "NodeShutdown"),
    /** The operator removed it. */
    REMOVED(Cause.DISRUPTED, "Removed"),
    /** Its node refused to start it. */
    REJECTED(Cause.REFUSED, "Rejected");

    private final Cause cause;
    private final String word;

    Kind(Cause cause, String word) {
      this.cause = cause;
      this.word = word;
    }

    /** Returns whose doing such an end is. */
    public Cause cause() {
      return cause;
    }

    /** Returns the word for it in statuses, events and logs. It is API: never renamed. */
    public String word() {
      return word;
    }
  }

  /** Returns whose doing it was. */
  public Cause cause() {
    return kind.cause();
  }

  /** Tells whether it was neither the worker's own doing nor the operator's. */
  public boolean disturbed() {
    return cause() != Cause.OWN && kind != Kind.REMOVED;
  }
}
