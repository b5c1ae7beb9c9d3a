package dev.lido.worker.child;

/** Hears what becomes of places and children. Its methods must not block. */
public interface ChildMeter {

  /** A place was not admitted, or its child not started. */
  void refused(String reason);

  /** A child has ended, and was started. */
  void ran(String outcome, long nanos);
}
