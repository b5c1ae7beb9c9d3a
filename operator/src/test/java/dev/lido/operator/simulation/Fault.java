package dev.lido.operator.simulation;

/** What may go wrong with one request of the operator. */
enum Fault {
  NONE,
  /** Somebody else changed the object in between: only for writes with optimistic locking. */
  CONFLICT,
  /** 500, and nothing was done. */
  REFUSED,
  /** No answer, and nothing was done. */
  NOT_SENT,
  /** No answer, and it was done. */
  ANSWER_LOST,
  /** No answer, and it is done after the next pass: only for creations, else not at all. */
  LATE,
  /** The operator is killed before. */
  KILLED_BEFORE,
  /** The operator is killed when it was done. */
  KILLED_AFTER,
  /**
   * The operator's process is stopped before; another one leads, and the first goes on in the middle
   * of its pass.
   */
  STOPPED
}
