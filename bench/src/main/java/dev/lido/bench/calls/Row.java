package dev.lido.bench.calls;

import dev.lido.bench.peer.Figures;
import dev.lido.bench.peer.Series;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the result.
 *
 * @param callers callers that call one after the other, or {@link #OPEN}
 * @param figures each the median of the rounds, on its own; those not known are not there
 */
record Row(Series series, int callers, Map<Figure, Double> figures) {

  /** An open loop, at half of the best rate of the closed ones. */
  static final int OPEN = 0;

  static Row median(Series series, int callers, List<Figures> rounds) {
    Map<Figure, Double> medians = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      double median =
          rounds.stream()
              .mapToDouble(figure::of)
              .sorted()
              .skip(rounds.size() / 2)
              .findFirst()
              .orElse(Double.NaN);
      if (!Double.isNaN(median)) {
        medians.put(figure, median);
      }
    }
    return new Row(series, callers, medians);
  }

  /** Whether both measured the same. */
  boolean isOfSame(Row other) {
    return series.equals(other.series) && callers == other.callers;
  }

  /** Returns a figure; NaN if it is not known. */
  double figure(Figure figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }

  /** Returns the rate. */
  double perSecond() {
    return figure(Figure.PER_SECOND);
  }
}
