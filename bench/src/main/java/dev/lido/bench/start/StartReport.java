package dev.lido.bench.start;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints rows as they come, and what is asked of them: a table, or an object a line. */
final class StartReport {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String LINE = "%-9s %7s %-5s %9s %8s %9s %14s  %s%n";
  private static final double READY_MILLIS = 600;
  private static final double RESIDENT_MIB = 100;

  private final PrintWriter out;
  private final boolean json;

  StartReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
    if (!json) {
      out.printf(
          LINE,
          "start of",
          "workers",
          "cache",
          "ready ms",
          "CPU ms",
          "idle MiB",
          "of ideal time",
          "asked: 600 ms, 100 MiB");
    }
  }

  void print(StartRow row) {
    Started started = row.started();
    if (json) {
      ObjectNode object =
          JSON.createObjectNode()
              .put("bench", "start")
              .put("what", row.what().toString())
              .put("workers", row.workers())
              .put("cache", row.cache());
      put(object, "ready_ms", started.readyMillis());
      put(object, "cpu_ms", started.cpuMillis());
      put(object, "idle_mib", started.residentMiB());
      put(object, "of_ideal", row.ofIdeal());
      if (isAsked(row)) {
        object.put("met", isMet(started));
      }
      out.println(object);
    } else {
      out.printf(
          LINE,
          row.what(),
          row.workers(),
          row.cache() ? "yes" : "no",
          number(started.readyMillis(), "%,.0f"),
          number(started.cpuMillis(), "%,.0f"),
          number(started.residentMiB(), "%.1f"),
          number(row.ofIdeal(), "%.2f"),
          isAsked(row) ? isMet(started) ? "yes" : "no" : "");
    }
    out.flush();
  }

  /** One worker, as it is started by default. */
  private static boolean isAsked(StartRow row) {
    return row.what() == StartRow.What.PROCESSES && row.workers() == 1 && row.cache();
  }

  private static boolean isMet(Started started) {
    return started.readyMillis() <= READY_MILLIS && !(started.residentMiB() >= RESIDENT_MIB);
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "-" : format.formatted(value);
  }

  private static void put(ObjectNode object, String name, double value) {
    if (!Double.isNaN(value)) {
      object.put(name, Double.parseDouble(String.format(Locale.ROOT, "%.2f", value)));
    }
  }
}
