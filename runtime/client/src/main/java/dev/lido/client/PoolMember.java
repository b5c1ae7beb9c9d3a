package dev.lido.client;

/**
 * A worker as this caller sees it at one instant.
 *
 * @param worker the worker's name: its pod's
 * @param partition the partition that it belongs to, from 0
 * @param capacity children that it runs at once
 * @param inFlight calls of this caller that it has
 * @param taken the caller's best knowledge of the slots that are taken, by whatever caller
 * @param stuck slots of those taken that are lost to children which ignore their interrupt, as far as
 *     the worker has said
 * @param state whether it takes children
 */
public record PoolMember(
    String worker, int partition, int capacity, int inFlight, int taken, int stuck, State state) {

  /** Whether a worker takes children. */
  public enum State {
    /** It takes children. */
    READY,
    /** It takes no new child; the running ones go on. */
    DRAINING
  }
}
