package dev.lido.client.internal.call;

/**
 * Hears what becomes of the calls of a pool. Its methods are called under the group's lock: they must
 * be short, and not block.
 */
public interface CallMeter {

  /** A call was given to a worker, for the first time or again. */
  void placed(long waitedNanos);

  /** A worker did not take a call. */
  void refused(String reason);

  /** A worker had a call that has ended. */
  void ran(String outcome, long nanos);

  /** A call has ended without a value. */
  void failed(String reason);
}
