package dev.lido.bench.peer;

/**
 * What one measurement gave.
 *
 * @param perSecond calls per second
 * @param p50 the median latency, in microseconds
 * @param p99 the 99th percentile, in microseconds
 * @param p999 the 99.9th percentile, in microseconds
 * @param wireBytes bytes that a call and its result take on the wire, frames included; NaN: unknown
 * @param callerBytes bytes that the caller's process allocates for a call
 * @param workerBytes bytes that the workers' processes allocate for a call; -1: not measured
 */
public record Figures(
    double perSecond,
    double p50,
    double p99,
    double p999,
    double wireBytes,
    double callerBytes,
    double workerBytes) {}
