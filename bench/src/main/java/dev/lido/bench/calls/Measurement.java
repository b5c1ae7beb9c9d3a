package dev.lido.bench.calls;

import dev.lido.bench.peer.Figures;
import dev.lido.bench.peer.Fleet;
import dev.lido.bench.peer.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures a plan: warms all of it up, then round by round, in which each series has its turn. */
final class Measurement {

  private final Plan plan;
  private final Fleet fleet;
  private final PrintWriter progress;

  /** Measures nothing yet. */
  Measurement(Plan plan, Fleet fleet, PrintWriter progress) {
    this.plan = plan;
    this.fleet = fleet;
    this.progress = progress;
  }

  private record Point(Series series, int callers) {}

  /** Returns a row for each series and number of callers; those of open loops are the last. */
  List<Row> rows() throws IOException {
    for (Series series : plan.series()) {
      fleet.start(series);
      Duration took = WarmUp.run(fleet, series, plan);
      progress.printf("%s: warmed up in %d s%n", series, took.toSeconds());
    }
    List<Row> rows = closed();
    if (plan.open()) {
      rows.addAll(open(rows));
    }
    return rows;
  }

  private List<Row> closed() throws IOException {
    Map<Point, List<Figures>> measured = new LinkedHashMap<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      progress.printf("round %d of %d%n", round, plan.rounds());
      for (int callers : plan.callers()) {
        for (Series series : plan.series()) {
          measured
              .computeIfAbsent(new Point(series, callers), point -> new ArrayList<>())
              .add(fleet.measure(series.closed(callers, plan.seconds())));
        }
      }
    }
    return rows(measured);
  }

  private List<Row> open(List<Row> closed) throws IOException {
    Map<Point, List<Figures>> measured = new LinkedHashMap<>();
    progress.printf("open loops%n");
    for (int round = 0; round < plan.rounds(); round++) {
      for (Series series : plan.series()) {
        double half = best(closed, series) / 2;
        measured
            .computeIfAbsent(new Point(series, Row.OPEN), point -> new ArrayList<>())
            .add(fleet.measure(series.open(half, plan.seconds())));
      }
    }
    return rows(measured);
  }

  private static double best(List<Row> rows, Series series) {
    return rows.stream()
        .filter(row -> row.series().equals(series))
        .mapToDouble(row -> row.perSecond())
        .max()
        .orElseThrow();
  }

  private static List<Row> rows(Map<Point, List<Figures>> measured) {
    List<Row> rows = new ArrayList<>();
    measured.forEach((point, rounds) -> rows.add(Row.median(point.series, point.callers, rounds)));
    return rows;
  }
}
