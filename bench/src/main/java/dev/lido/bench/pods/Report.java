package dev.lido.bench.pods;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints rows: a table, or an object a line. */
final class Report {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String LEFT = "%-11s %-14s %6s %9s";
  private static final String CELL = " %11s";

  private Report() {}

  /** Prints a table that has the columns that are needed. */
  static void table(List<Row> rows, PrintWriter out) {
    Set<Figure> columns = EnumSet.noneOf(Figure.class);
    rows.forEach(row -> columns.addAll(row.figures().keySet()));
    out.printf(LEFT, "subject", "case", "pools", "pods each");
    columns.forEach(figure -> out.printf(CELL, figure.title()));
    out.println();
    for (Row row : rows) {
      out.printf(LEFT, row.subject(), row.trial(), row.size().sets(), row.size().podsEach());
      out.println(
          columns.stream().map(f -> CELL.formatted(text(row, f))).collect(Collectors.joining()));
    }
    out.flush();
  }

  private static String text(Row row, Figure figure) {
    return row.figure(figure).stream().mapToObj(figure::format).findFirst().orElse("-");
  }

  /** Prints an object a line. */
  static void json(List<Row> rows, PrintWriter out) {
    for (Row row : rows) {
      ObjectNode object =
          JSON.createObjectNode()
              .put("bench", "pods")
              .put("subject", row.subject().toString())
              .put("case", row.trial().toString())
              .put("pools", row.size().sets())
              .put("pods", row.size().pods());
      for (Figure figure : Figure.values()) {
        row.figure(figure).ifPresent(v -> object.put(figure.key(), Double.valueOf(rounded(v))));
      }
      out.println(object);
    }
    out.flush();
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
