package dev.lido.bench.calls;

import dev.lido.bench.chart.LineChart;
import dev.lido.bench.peer.Series;
import dev.lido.bench.peer.Subject;
import dev.lido.bench.peer.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Draws rate and latency over callers, of the smallest call of each subject. */
final class Charts {

  private Charts() {}

  /** Draws what was measured, with TLS apart. */
  static void draw(List<Row> rows, Path folder) throws IOException {
    for (boolean tls : new boolean[] {false, true}) {
      String suffix = (tls ? "-tls" : "") + ".svg";
      String wire = tls ? ", mutual TLS" : ", plaintext";
      draw(
          rows,
          tls,
          Figure.PER_SECOND,
          new LineChart("Calls a second" + wire, "callers", "calls/s"),
          folder.resolve("calls-rate" + suffix));
      draw(
          rows,
          tls,
          Figure.P50,
          new LineChart("Median latency of a call" + wire, "callers", "microseconds"),
          folder.resolve("calls-latency" + suffix));
    }
  }

  private static void draw(List<Row> rows, boolean tls, Figure figure, LineChart chart, Path file)
      throws IOException {
    boolean any = false;
    for (Subject subject : Subject.values()) {
      Workload smallest = subject == Subject.LIDO_NAMED ? Workload.BYTES_100 : Workload.EMPTY;
      List<LineChart.Point> line = line(rows, new Series(subject, smallest, tls), figure);
      if (!line.isEmpty()) {
        chart.add(subject.toString(), line);
        any = true;
      }
    }
    if (any) {
      Files.writeString(file, chart.svg());
    }
  }

  private static List<LineChart.Point> line(List<Row> rows, Series series, Figure figure) {
    return rows.stream()
        .filter(row -> row.series().equals(series) && row.callers() != Row.OPEN)
        .sorted(Comparator.comparingInt(Row::callers))
        .map(row -> new LineChart.Point(row.callers(), row.figure(figure)))
        .toList();
  }
}
