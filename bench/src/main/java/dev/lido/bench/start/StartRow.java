package dev.lido.bench.start;

/**
 * A row of the result.
 *
 * @param what what was started
 * @param workers how many, at once
 * @param cache whether their JVMs had the cache that the build makes
 * @param started the medians
 * @param ofIdeal the time over that of the processor time of one alone, times their number, shared
 *     out over the processors: 1 is perfect
 */
record StartRow(What what, int workers, boolean cache, Started started, double ofIdeal) {

  /** What is started. */
  enum What {
    /** Processes, as the local kubelet starts them, until each has answered a call. */
    PROCESSES("processes"),
    /** A pool, in a cluster with its operator and kubelet, until its status says that it is ready. */
    POOL("pool");

    private final String label;

    What(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** Compares the time with the processor time of one that started alone. */
  static StartRow of(What what, int workers, boolean cache, Started started, double oneCpuMillis) {
    double ideal = oneCpuMillis * workers / Runtime.getRuntime().availableProcessors();
    return new StartRow(what, workers, cache, started, started.readyMillis() / ideal);
  }
}
