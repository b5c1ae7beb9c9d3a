package dev.lido.bench.calls;

import dev.lido.bench.peer.Series;
import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param series in the order of their turns
 * @param callers numbers of callers
 * @param rounds how often each measurement is made
 * @param seconds how long each takes
 * @param warmup the most seconds that a series is warmed up
 * @param open whether also at half of the best rate, as an open loop
 */
record Plan(
    List<Series> series,
    List<Integer> callers,
    int rounds,
    double seconds,
    int warmup,
    boolean open) {

  /** What a warm-up took in most cases. */
  private static final int USUAL_WARMUP = 40;

  private static final int START_SECONDS = 15;

  /** Returns about how long it takes. */
  Duration time() {
    double measured = rounds * seconds * (callers.size() + (open ? 1 : 0));
    double each = measured + Math.min(warmup, USUAL_WARMUP);
    return Duration.ofSeconds(Math.round(START_SECONDS + series.size() * each));
  }
}
