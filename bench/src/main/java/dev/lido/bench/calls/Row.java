package dev.lido.bench.calls;

import dev.lido.bench.peer.Figures;
import dev.lido.bench.peer.Subject;
import dev.lido.bench.peer.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A row of the result: the median of the rounds, each figure on its own.
 *
 * @param callers callers that call one after the other; 0: an open loop
 */
record Row(Subject subject, Workload workload, boolean tls, int callers, Figures figures) {

  static Row median(
      Subject subject, Workload workload, boolean tls, int callers, List<Figures> rounds) {
    return new Row(
        subject,
        workload,
        tls,
        callers,
        new Figures(
            median(rounds, Figures::perSecond),
            median(rounds, Figures::p50),
            median(rounds, Figures::p99),
            median(rounds, Figures::p999),
            median(rounds, Figures::wireBytes),
            median(rounds, Figures::callerBytes),
            median(rounds, Figures::workerBytes),
            median(rounds, Figures::callerCpu),
            median(rounds, Figures::workerCpu)));
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    List<Double> sorted =
        rounds.stream().map(figure::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
    return sorted.get(sorted.size() / 2);
  }
}
