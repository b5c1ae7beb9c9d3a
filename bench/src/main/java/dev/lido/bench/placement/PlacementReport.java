package dev.lido.bench.placement;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.client.simulation.PlacementSimulation;
import dev.lido.client.simulation.Scenario;
import dev.lido.client.simulation.Waits;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints rows as they come: tables, or an object a line. */
final class PlacementReport {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String DECISION = "%-8s %8s %15s  %s%n";
  private static final String WAIT = "%-14s %8s %8s %6s %9s %8s %8s %8s  %s%n";

  /** What is asked: decisions a second of one caller over so many workers, whatever the slots. */
  private static final double DECISIONS_ASKED = 1_000_000;

  private static final int DECISIONS_WORKERS = 1_000;
  private static final int WAITS_WORKERS = 100;

  private final PrintWriter out;
  private final boolean json;

  PlacementReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void decisions() {
    if (!json) {
      out.println("Decisions of one caller, on one thread:");
      out.printf(DECISION, "case", "workers", "decisions/s", "asked: 1,000,000");
      out.flush();
    }
  }

  void decision(String setting, int workers, double perSecond) {
    boolean asked = workers == DECISIONS_WORKERS;
    boolean met = perSecond >= DECISIONS_ASKED;
    if (json) {
      ObjectNode row = row("decision").put("case", setting).put("workers", workers);
      if (asked) {
        row.put("met", met);
      }
      print(row, "per_second", perSecond);
    } else {
      out.printf(
          DECISION, setting, workers, "%,.0f".formatted(perSecond), asked ? answer(met) : "");
    }
    out.flush();
  }

  void waits() {
    if (!json) {
      out.printf("%nThe wait from call to start, in mean task times; load 0.9, delay 0.01:%n");
      out.printf(
          WAIT,
          "placement",
          "callers",
          "workers",
          "slots",
          "task ms",
          "p50",
          "p99",
          "p99.9",
          "p99 asked");
      out.flush();
    }
  }

  private static String answer(boolean met) {
    return met ? "yes" : "no";
  }

  /** The most that the p99 may be; infinite where nothing is asked. */
  private static double asked(PlacementSimulation placement, Scenario scenario) {
    if (placement != PlacementSimulation.LIDO || scenario.workers() != WAITS_WORKERS) {
      return Double.POSITIVE_INFINITY;
    }
    return scenario.callers() == 1 ? 0.05 : 0.15;
  }

  void wait(PlacementSimulation placement, Scenario scenario, Waits waits) {
    double asked = asked(placement, scenario);
    boolean met = waits.quantile(0.99) <= asked;
    if (json) {
      ObjectNode row =
          row(placement.toString())
              .put("callers", scenario.callers())
              .put("workers", scenario.workers())
              .put("slots", scenario.slots())
              .put("load", scenario.load())
              .put("task_ms", scenario.task().toMillis());
      if (Double.isFinite(asked)) {
        row.put("met", met);
      }
      put(row, "p50", waits.quantile(0.5));
      put(row, "p99", waits.quantile(0.99));
      print(row, "p999", waits.quantile(0.999));
    } else {
      out.printf(
          WAIT,
          placement,
          scenario.callers(),
          scenario.workers(),
          scenario.slots(),
          scenario.task().toMillis(),
          "%.3f".formatted(waits.quantile(0.5)),
          "%.3f".formatted(waits.quantile(0.99)),
          "%.3f".formatted(waits.quantile(0.999)),
          Double.isFinite(asked) ? "%.2f: %s".formatted(asked, answer(met)) : "");
    }
    out.flush();
  }

  private static ObjectNode row(String subject) {
    return JSON.createObjectNode().put("bench", "placement").put("subject", subject);
  }

  private static void put(ObjectNode row, String name, double value) {
    row.put(name, Double.valueOf(String.format(Locale.ROOT, "%.4f", value)));
  }

  private void print(ObjectNode row, String name, double value) {
    put(row, name, value);
    out.println(row);
  }
}
