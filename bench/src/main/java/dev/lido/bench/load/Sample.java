package dev.lido.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What one measurement gave.
 *
 * @param operations how many ended while it was measured
 * @param seconds how long that was
 * @param latencies of each of them, in nanoseconds
 */
public record Sample(long operations, double seconds, Histogram latencies) {

  /** Returns the rate. */
  public double perSecond() {
    return operations / seconds;
  }

  /** Returns a quantile of the latencies, in microseconds. */
  public double micros(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }
}
