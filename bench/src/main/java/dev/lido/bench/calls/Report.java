package dev.lido.bench.calls;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints rows, and what was asked of them: tables, or an object a line. */
final class Report {

  private static final List<Figure> COLUMNS =
      Stream.of(Figure.values()).filter(figure -> !figure.title().isEmpty()).toList();
  private static final List<String> FIRST = List.of("subject", "case", "tls", "callers");

  /** The names on the left; what follows are numbers. */
  private static final int NAMES = 3;

  /** Less is this process, and what the kernel counts for nobody. */
  private static final double BUSY_PERCENT = 10;

  private Report() {}

  static void json(Result result, PrintWriter out) {
    result.rows().forEach(row -> out.println(Rows.object(row)));
    result.asked().forEach(asked -> out.println(asked.object()));
    out.flush();
  }

  static void table(Result result, PrintWriter out) {
    List<Row> rows = result.rows();
    List<List<String>> lines = new ArrayList<>();
    lines.add(joined(FIRST, COLUMNS.stream().map(Figure::title)));
    rows.forEach(row -> lines.add(cells(row)));
    print(lines, out);
    if (!result.asked().isEmpty()) {
      out.printf("%nAsked of Lido, plaintext and an empty closure if not said otherwise:%n");
      result.asked().forEach(line -> out.println("  " + line));
    }
    busy(rows, out);
    out.flush();
  }

  private static List<String> cells(Row row) {
    List<String> first =
        List.of(
            row.series().subject().toString(),
            row.series().workload().toString(),
            row.series().tls() ? "on" : "off",
            row.callers() == Row.OPEN ? "open" : String.valueOf(row.callers()));
    return joined(first, COLUMNS.stream().map(figure -> figure.text(row.figure(figure))));
  }

  private static List<String> joined(List<String> first, Stream<String> others) {
    return Stream.concat(first.stream(), others).toList();
  }

  private static void print(List<List<String>> lines, PrintWriter out) {
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(
                column ->
                    lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> line : lines) {
      out.println(
          IntStream.range(0, widths.length)
              .mapToObj(
                  column ->
                      ("%" + (column < NAMES ? "-" : "") + widths[column] + "s")
                          .formatted(line.get(column)))
              .collect(Collectors.joining("  ")));
    }
  }

  private static void busy(List<Row> rows, PrintWriter out) {
    double most = rows.stream().mapToDouble(row -> row.figure(Figure.OTHERS)).max().orElse(0);
    if (most > BUSY_PERCENT) {
      out.printf(
          "%nOther programs took up to %.0f %% of the processors meanwhile, so these figures say"
              + " little: measure on a machine that does nothing else.%n",
          most);
    }
  }
}
