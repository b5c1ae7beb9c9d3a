package dev.lido.bench.calls;

import dev.lido.bench.peer.Figures;
import java.util.function.ToDoubleFunction;

/** A column of the result. */
enum Figure {
  PER_SECOND("per_second", "calls/s", "%,.0f", Figures::perSecond),
  P50("p50_us", "p50 us", "%,.1f", Figures::p50),
  P99("p99_us", "p99 us", "%,.0f", Figures::p99),
  P999("p999_us", "p99.9 us", "%,.0f", Figures::p999),
  WIRE_BYTES("wire_bytes", "wire B", "%.0f", Figures::wireBytes),
  CALLER_BYTES("caller_bytes", "caller B", "%,.0f", row -> row.caller().bytes()),
  WORKER_BYTES("worker_bytes", "worker B", "%,.0f", row -> row.servers().bytes()),
  CALLER_CPU("caller_cpu_us", "caller us", "%.2f", row -> row.caller().cpuMicros()),
  WORKER_CPU("worker_cpu_us", "worker us", "%.2f", row -> row.servers().cpuMicros()),
  CALLER_HEAP("caller_heap_mib", "", "", row -> row.caller().heapMiB()),
  WORKER_HEAP("worker_heap_mib", "", "", row -> row.servers().heapMiB()),
  CALLER_RESIDENT("caller_mib", "caller MiB", "%.0f", row -> row.caller().residentMiB()),
  WORKER_RESIDENT("worker_mib", "worker MiB", "%.0f", row -> row.servers().residentMiB()),
  OTHERS("others_percent", "", "", Figures::others);

  private final String key;
  private final String title;
  private final String format;

  @SuppressWarnings("ImmutableEnumChecker") // They capture nothing.
  private final ToDoubleFunction<Figures> of;

  Figure(String key, String title, String format, ToDoubleFunction<Figures> of) {
    this.key = key;
    this.title = title;
    this.format = format;
    this.of = of;
  }

  /** Returns its name in JSON. */
  String key() {
    return key;
  }

  /** Returns its column's title; empty: it has no column. */
  String title() {
    return title;
  }

  /** Returns a value as the table shows it. */
  String text(double value) {
    return Double.isNaN(value) ? "-" : format.formatted(value);
  }

  /** Returns its value. */
  double of(Figures figures) {
    return of.applyAsDouble(figures);
  }
}
