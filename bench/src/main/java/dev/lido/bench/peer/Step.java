package dev.lido.bench.peer;

/**
 * One measurement.
 *
 * @param callers callers that call one after the other; in an open loop 0
 * @param perSecond the rate of an open loop; 0: a closed loop
 * @param millis how long
 */
public record Step(
    Subject subject, Workload workload, int callers, double perSecond, long millis) {}
