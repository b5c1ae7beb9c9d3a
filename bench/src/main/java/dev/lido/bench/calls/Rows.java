package dev.lido.bench.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.bench.peer.Series;
import dev.lido.bench.peer.Subject;
import dev.lido.bench.peer.Workload;
import dev.lido.cli.command.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows as JSON, an object a line. */
final class Rows {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BENCH = "calls";

  private Rows() {}

  static ObjectNode object(Row row) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("bench", BENCH)
            .put("subject", row.series().subject().toString())
            .put("case", row.series().workload().toString())
            .put("tls", row.series().tls())
            .put("loop", row.callers() == Row.OPEN ? "open" : "closed")
            .put("callers", row.callers());
    row.figures().forEach((figure, value) -> object.put(figure.key(), rounded(value)));
    return object;
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
  }

  /**
   * Reads what an earlier run has printed; other lines than rows are passed over.
   *
   * @throws CliException if the file cannot be read, or has no rows
   */
  static List<Row> read(Path file) {
    List<Row> rows = lines(file);
    if (rows.isEmpty()) {
      throw new CliException(
          file + " has no rows: name a file that `lido bench calls --json` has printed");
    }
    return rows;
  }

  private static List<Row> lines(Path file) {
    List<Row> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("{")) {
          row(file, line).ifPresent(rows::add);
        }
      }
    } catch (IOException e) {
      throw new CliException("cannot read " + file + ": " + e, e);
    }
    return rows;
  }

  /** Returns nothing for lines of another kind. */
  private static Optional<Row> row(Path file, String line) {
    try {
      JsonNode object = JSON.readTree(line);
      return object.path("bench").asText().equals(BENCH)
          ? Optional.of(row(object))
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CliException(file + " has a line that is no row: " + line, e);
    }
  }

  private static Row row(JsonNode object) {
    Series series =
        new Series(
            named(Subject.values(), object.path("subject").asText()),
            named(Workload.values(), object.path("case").asText()),
            object.path("tls").asBoolean());
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      if (object.has(figure.key())) {
        figures.put(figure, object.path(figure.key()).asDouble());
      }
    }
    return new Row(series, object.path("callers").asInt(), figures);
  }

  private static <T> T named(T[] all, String name) {
    return Stream.of(all)
        .filter(one -> one.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }
}
