package dev.lido.bench.pods;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A row of the result.
 *
 * @param figures what was measured
 */
record Row(Subject subject, Trial trial, Trial.Size size, Map<Figure, Double> figures) {

  Row {
    figures = Map.copyOf(figures);
  }

  /** Returns the median of the rounds, each figure on its own. */
  static Row median(
      Subject subject, Trial trial, Trial.Size size, List<Map<Figure, Double>> rounds) {
    Map<Figure, Double> medians = new EnumMap<>(Figure.class);
    for (Figure figure : rounds.getFirst().keySet()) {
      List<Double> sorted =
          rounds.stream()
              .map(round -> round.get(figure))
              .filter(Objects::nonNull)
              .sorted()
              .toList();
      medians.put(figure, sorted.get(sorted.size() / 2));
    }
    return new Row(subject, trial, size, medians);
  }

  OptionalDouble figure(Figure figure) {
    Double value = figures.get(figure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
