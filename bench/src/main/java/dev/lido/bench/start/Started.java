package dev.lido.bench.start;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a start took.
 *
 * @param readyMillis from the start until the last worker served
 * @param cpuMillis processor time of each worker until then
 * @param residentMiB memory of each when it has been idle for a while
 */
record Started(double readyMillis, double cpuMillis, double residentMiB) {

  static Started median(List<Started> rounds) {
    return new Started(
        median(rounds, Started::readyMillis),
        median(rounds, Started::cpuMillis),
        median(rounds, Started::residentMiB));
  }

  private static double median(List<Started> rounds, ToDoubleFunction<Started> figure) {
    return rounds.stream()
        .mapToDouble(figure)
        .sorted()
        .skip(rounds.size() / 2)
        .findFirst()
        .orElse(Double.NaN);
  }
}
