package dev.lido.worker.admission;

/**
 * Work that has come before its slot is free. Exactly one of these is called, at most once, from
 * whatever thread, unless it is {@linkplain CallerSlots#withdraw withdrawn} first.
 */
public interface StandBy {

  /** It has its slot. */
  void start();

  /** It gets none here. */
  void refuse(Verdict why);
}
