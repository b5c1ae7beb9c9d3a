package dev.lido.bench.calls;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.bench.peer.Figures;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints rows as they come: a table, or an object a line. */
final class Report {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String LINE = "%-13s %-11s %-3s %7s %10s %9s %9s %9s %8s %8s %8s %8s %8s%n";

  private final PrintWriter out;
  private final boolean json;

  Report(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
    if (!json) {
      out.printf(
          LINE,
          "subject",
          "case",
          "tls",
          "callers",
          "calls/s",
          "p50 us",
          "p99 us",
          "p99.9 us",
          "wire B",
          "caller B",
          "worker B",
          "caller us",
          "worker us");
    }
  }

  void print(Row row) {
    if (json) {
      out.println(object(row));
    } else {
      Figures figures = row.figures();
      out.printf(
          LINE,
          row.subject(),
          row.workload(),
          row.tls() ? "on" : "off",
          row.callers() == 0 ? "open" : row.callers(),
          number(figures.perSecond(), "%,.0f"),
          number(figures.p50(), "%.1f"),
          number(figures.p99(), "%.1f"),
          number(figures.p999(), "%.1f"),
          number(figures.wireBytes(), "%.0f"),
          number(figures.callerBytes(), "%.0f"),
          number(figures.workerBytes(), "%.0f"),
          number(figures.callerCpu(), "%.2f"),
          number(figures.workerCpu(), "%.2f"));
    }
    out.flush();
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "-" : format.formatted(value);
  }

  private static ObjectNode object(Row row) {
    Figures figures = row.figures();
    ObjectNode object =
        JSON.createObjectNode()
            .put("bench", "calls")
            .put("subject", row.subject().toString())
            .put("case", row.workload().toString())
            .put("tls", row.tls())
            .put("loop", row.callers() == 0 ? "open" : "closed")
            .put("callers", row.callers());
    put(object, "per_second", figures.perSecond());
    put(object, "p50_us", figures.p50());
    put(object, "p99_us", figures.p99());
    put(object, "p999_us", figures.p999());
    put(object, "wire_bytes", figures.wireBytes());
    put(object, "caller_bytes", figures.callerBytes());
    put(object, "worker_bytes", figures.workerBytes());
    put(object, "caller_cpu_us", figures.callerCpu());
    put(object, "worker_cpu_us", figures.workerCpu());
    return object;
  }

  private static void put(ObjectNode object, String name, double value) {
    if (!Double.isNaN(value)) {
      object.put(name, Double.valueOf(String.format(Locale.ROOT, "%.2f", value)));
    }
  }
}
