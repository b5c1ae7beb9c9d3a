package dev.lido.bench.peer;

import dev.lido.bench.load.Sample;

/**
 * What one measurement gave; what is not known is NaN.
 *
 * @param calls how many there were
 * @param perSecond calls per second
 * @param p50 the median latency, in microseconds
 * @param p99 the 99th percentile, in microseconds
 * @param p999 the 99.9th percentile, in microseconds
 * @param wireBytes bytes that a call and its result take on the wire, frames included
 * @param caller what they took in the caller's process
 * @param servers what they took in the servers' processes
 * @param others what other programs took meanwhile, in percent of all processors
 */
public record Figures(
    long calls,
    double perSecond,
    double p50,
    double p99,
    double p999,
    double wireBytes,
    Side caller,
    Side servers,
    double others) {

  static Figures of(Sample sample, double wireBytes, Side caller, Side servers) {
    return new Figures(
        sample.operations(),
        sample.perSecond(),
        sample.micros(50),
        sample.micros(99),
        sample.micros(99.9),
        wireBytes,
        caller,
        servers,
        Double.NaN);
  }

  Figures withServers(Side used, double byOthers) {
    return new Figures(calls, perSecond, p50, p99, p999, wireBytes, caller, used, byOthers);
  }
}
