package dev.lido.worker.admission;

/** What becomes of a place. */
public enum Verdict {
  /** It has its slot. */
  ADMITTED,
  /** Every slot is taken or granted. */
  FULL,
  /** The worker takes no new child. */
  DRAINING
}
