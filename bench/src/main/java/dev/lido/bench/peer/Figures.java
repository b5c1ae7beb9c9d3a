package dev.lido.bench.peer;

import dev.lido.bench.load.Sample;
import dev.lido.bench.process.Usage;
import java.util.Optional;

/**
 * What one measurement gave; what is not known is NaN.
 *
 * @param perSecond calls per second
 * @param p50 the median latency, in microseconds
 * @param p99 the 99th percentile, in microseconds
 * @param p999 the 99.9th percentile, in microseconds
 * @param wireBytes bytes that a call and its result take on the wire, frames included
 * @param callerBytes bytes that the caller's process allocates for a call
 * @param workerBytes bytes that the workers' processes allocate for a call
 * @param callerCpu processor time of the caller's process for a call, in microseconds
 * @param workerCpu processor time of the workers' processes for a call, in microseconds
 */
public record Figures(
    double perSecond,
    double p50,
    double p99,
    double p999,
    double wireBytes,
    double callerBytes,
    double workerBytes,
    double callerCpu,
    double workerCpu) {

  static Figures of(Sample sample, double wireBytes, Usage caller, Optional<Usage> workers) {
    double calls = sample.operations();
    return new Figures(
        sample.perSecond(),
        sample.micros(50),
        sample.micros(99),
        sample.micros(99.9),
        wireBytes,
        caller.bytes() / calls,
        workers.map(used -> used.bytes() / calls).orElse(Double.NaN),
        caller.cpuNanos() / 1_000.0 / calls,
        workers.map(used -> used.cpuNanos() / 1_000.0 / calls).orElse(Double.NaN));
  }
}
