package dev.lido.client;

/**
 * What this caller has done with a pool until one instant; views of a pool share it.
 *
 * @param workers workers that take children
 * @param capacity children that they run at once, together
 * @param stuck slots of all connected workers that are lost to children which ignore their interrupt
 * @param inFlight calls that a worker has
 * @param waiting calls that wait in the caller's queue
 * @param placed times that work was sent to a worker
 * @param refused times that a worker did not take it
 * @param succeeded calls that ended with a value
 * @param failed calls that ended otherwise
 */
public record PoolStats(
    int workers,
    int capacity,
    int stuck,
    int inFlight,
    int waiting,
    long placed,
    long refused,
    long succeeded,
    long failed) {}
