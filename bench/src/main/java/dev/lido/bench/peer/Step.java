package dev.lido.bench.peer;

/**
 * One measurement.
 *
 * @param series what is measured
 * @param callers callers that call one after the other; in an open loop 0
 * @param perSecond the rate of an open loop; 0: a closed loop
 * @param millis how long
 */
public record Step(Series series, int callers, double perSecond, long millis) {}
