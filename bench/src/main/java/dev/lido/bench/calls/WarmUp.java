package dev.lido.bench.calls;

import dev.lido.bench.peer.Figures;
import dev.lido.bench.peer.Fleet;
import dev.lido.bench.peer.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls until the JIT compilers are done, by the same rule for every subject: the rate no longer
 * grows, and the compilers of all its processes together take little time. It calls with each number
 * of callers that will be measured, and as an open loop where one will be: they do not go the same
 * ways through the code.
 */
final class WarmUp {

  private static final double SECONDS = 0.3;

  /** So many turns in a row must be no better than the ones before. */
  private static final int STEADY = 4;

  private static final double BETTER = 1.02;
  private static final double COMPILE_SHARE = 0.1;

  private final List<Turn> turns = new ArrayList<>();

  /**
   * All numbers of callers, one after the other, and perhaps an open loop.
   *
   * @param seconds how long it took
   * @param perSecond the mean of their rates
   * @param compileMillis how long the compilers worked
   */
  private record Turn(double seconds, double perSecond, double compileMillis) {

    static Turn of(double seconds, List<Figures> figures) {
      return new Turn(
          seconds,
          figures.stream().mapToDouble(Figures::perSecond).average().orElseThrow(),
          figures.stream()
              .mapToDouble(one -> one.caller().compileMillis() + one.servers().compileMillis())
              .sum());
    }

    boolean isCompiled() {
      return compileMillis < COMPILE_SHARE * 1_000 * seconds;
    }
  }

  private WarmUp() {}

  /** Warms a series up; returns how long that took. */
  static Duration run(Fleet fleet, Series series, Plan plan) throws IOException {
    WarmUp warmUp = new WarmUp();
    long begin = System.nanoTime();
    double took = 0;
    while (took < plan.warmup() && !warmUp.isDone()) {
      List<Figures> figures = turn(fleet, series, plan);
      double now = (System.nanoTime() - begin) / 1e9;
      warmUp.turns.add(Turn.of(now - took, figures));
      took = now;
    }
    return Duration.ofMillis(Math.round(1_000 * took));
  }

  private static List<Figures> turn(Fleet fleet, Series series, Plan plan) throws IOException {
    List<Figures> figures = new ArrayList<>();
    for (int count : plan.callers()) {
      figures.add(fleet.measure(series.closed(count, SECONDS)));
    }
    if (plan.open()) {
      double best = figures.stream().mapToDouble(Figures::perSecond).max().orElseThrow();
      figures.add(fleet.measure(series.open(best / 2, SECONDS)));
    }
    return figures;
  }

  private boolean isDone() {
    if (turns.size() <= STEADY) {
      return false;
    }
    List<Turn> before = turns.subList(0, turns.size() - STEADY);
    List<Turn> last = turns.subList(turns.size() - STEADY, turns.size());
    return best(last) < BETTER * best(before) && last.stream().allMatch(Turn::isCompiled);
  }

  private static double best(List<Turn> some) {
    return some.stream().mapToDouble(Turn::perSecond).max().orElse(0);
  }
}
