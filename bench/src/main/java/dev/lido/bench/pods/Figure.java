package dev.lido.bench.pods;

/** Something that is measured. */
enum Figure {
  /** From the first set's declaration to the last pod's creation. */
  SECONDS("seconds", "created s", "%.2f"),
  /** From the first set's declaration until all are said to be ready. */
  READY_SECONDS("ready_seconds", "ready s", "%.2f"),
  /** Requests of the controller until all are ready, watches not counted. */
  CALLS_PER_POD("calls_per_pod", "calls/pod", "%.2f"),
  /** Processor time of the controller until all are ready. */
  CPU_MS_PER_POD("cpu_ms_per_pod", "cpu ms/pod", "%.3f"),
  /** What lives in the operator's heap, after a collection. */
  HEAP_MIB("heap_mib", "heap MiB", "%.0f"),
  /** From the death of a pod to the creation of the next, the median. */
  P50_MS("p50_ms", "p50 ms", "%.1f"),
  /** The same, the 99th percentile. */
  P99_MS("p99_ms", "p99 ms", "%.1f"),
  /** The same, the worst. */
  MAX_MS("max_ms", "max ms", "%.1f"),
  /** Writes of the controller while nothing happens. */
  WRITES("writes", "writes", "%.0f"),
  /** Processor time of the controller while nothing happens; 100: a core. */
  CPU_PERCENT("cpu_percent", "cpu %", "%.2f");

  private final String key;
  private final String title;
  private final String format;

  Figure(String key, String title, String format) {
    this.key = key;
    this.title = title;
    this.format = format;
  }

  /** Returns its name in JSON. */
  String key() {
    return key;
  }

  /** Returns its name in the table. */
  String title() {
    return title;
  }

  /** Returns a value of it as text. */
  String format(double value) {
    return format.formatted(value);
  }
}
