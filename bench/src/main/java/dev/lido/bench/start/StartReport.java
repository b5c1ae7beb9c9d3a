package dev.lido.bench.start;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints rows as they come: a table, or an object a line. */
final class StartReport {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String LINE = "%-7s %-5s %12s %8s %12s %14s%n";

  private final PrintWriter out;
  private final boolean json;

  /**
   * What was measured.
   *
   * @param workers how many were started at once
   * @param cache whether their JVMs had the cache that the build makes
   * @param answerMillis from the start to the answer to a call, of the last of them
   * @param cpuMillis processor time of each until then
   * @param residentMiB memory of each when it has been idle for a while
   * @param overOne the time over that of one alone, shared out over the cores: 1 is perfect
   */
  record Row(
      int workers,
      boolean cache,
      double answerMillis,
      double cpuMillis,
      double residentMiB,
      double overOne) {}

  StartReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
    if (!json) {
      out.printf(LINE, "workers", "cache", "answers ms", "CPU ms", "idle MiB", "of ideal time");
    }
  }

  void print(Row row) {
    if (json) {
      ObjectNode object =
          JSON.createObjectNode()
              .put("bench", "start")
              .put("workers", row.workers)
              .put("cache", row.cache);
      put(object, "answer_ms", row.answerMillis);
      put(object, "cpu_ms", row.cpuMillis);
      put(object, "idle_mib", row.residentMiB);
      put(object, "of_ideal", row.overOne);
      out.println(object);
    } else {
      out.printf(
          LINE,
          row.workers,
          row.cache ? "yes" : "no",
          number(row.answerMillis, "%.0f"),
          number(row.cpuMillis, "%.0f"),
          number(row.residentMiB, "%.1f"),
          number(row.overOne, "%.2f"));
    }
    out.flush();
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "-" : format.formatted(value);
  }

  private static void put(ObjectNode object, String name, double value) {
    if (!Double.isNaN(value)) {
      object.put(name, Double.valueOf(String.format(Locale.ROOT, "%.2f", value)));
    }
  }
}
