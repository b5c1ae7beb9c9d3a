package dev.lido.worker.admission;

/** What becomes of a place. */
public enum Verdict {
  /** It has its slot. */
  ADMITTED,
  /** It was granted a slot ahead, which is not free yet: it is to stand by. */
  STAND_BY,
  /** Every slot is taken or granted. */
  FULL,
  /** The worker takes no new child. */
  DRAINING
}
