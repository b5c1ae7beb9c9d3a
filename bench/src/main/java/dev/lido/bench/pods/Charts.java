package dev.lido.bench.pods;

import dev.lido.bench.chart.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;

/** Draws how cost grows. */
final class Charts {

  private Charts() {}

  /** Draws a chart for each case of growth that was measured. */
  static void draw(List<Row> rows, Path folder) throws IOException {
    draw(
        rows,
        Trial.GROWTH_WORKERS,
        row -> row.size().podsEach(),
        new LineChart("One pool: until its last worker is created", "workers", "seconds"),
        folder.resolve("pods-workers.svg"));
    draw(
        rows,
        Trial.GROWTH_POOLS,
        row -> row.size().sets(),
        new LineChart("Pools of 3: until the last worker is created", "pools", "seconds"),
        folder.resolve("pods-pools.svg"));
  }

  private static void draw(
      List<Row> rows, Trial trial, ToIntFunction<Row> x, LineChart chart, Path file)
      throws IOException {
    List<Row> ofTrial = rows.stream().filter(row -> row.trial() == trial).toList();
    if (ofTrial.isEmpty()) {
      return;
    }
    for (Subject subject : Subject.values()) {
      List<LineChart.Point> line =
          ofTrial.stream()
              .filter(row -> row.subject() == subject)
              .map(
                  row ->
                      new LineChart.Point(
                          x.applyAsInt(row), row.figure(Figure.SECONDS).orElseThrow()))
              .toList();
      if (!line.isEmpty()) {
        chart.add(subject.toString(), line);
      }
    }
    Files.writeString(file, chart.svg());
  }
}
