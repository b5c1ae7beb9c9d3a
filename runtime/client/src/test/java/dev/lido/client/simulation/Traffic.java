package dev.lido.client.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The calls of a scenario, and what becomes of them. */
final class Traffic {

  private final Scenario scenario;
  private final VirtualTime time;
  private final RandomGenerator random;
  private final long[] waits;
  private int arrived;
  private int started;

  Traffic(Scenario scenario, VirtualTime time) {
    this.scenario = scenario;
    this.time = time;
    this.random = new SplittableRandom(scenario.seed());
    this.waits = new long[scenario.calls()];
  }

  /** One call. */
  static final class Arrival {
    final int caller;
    final long atNanos;
    final long taskNanos;
    private final boolean counts;

    private Arrival(int caller, long atNanos, long taskNanos, boolean counts) {
      this.caller = caller;
      this.atNanos = atNanos;
      this.taskNanos = taskNanos;
      this.counts = counts;
    }
  }

  /** Who finds a slot for a call. */
  interface Placement {
    void arrives(Arrival call);
  }

  /** Runs the scenario to its end, when every call has had its turn. */
  Waits run(Placement placement) {
    next(placement);
    time.run();
    if (started < waits.length) {
      throw new IllegalStateException(
          "%d of %d calls were never started".formatted(waits.length - started, waits.length));
    }
    Arrays.sort(waits);
    return new Waits(waits, scenario.task().toNanos());
  }

  private void next(Placement placement) {
    if (arrived < scenario.warmup() + scenario.calls()) {
      time.after(exponential(scenario.meanGapNanos()), () -> arrive(placement));
    }
  }

  private void arrive(Placement placement) {
    Arrival call =
        new Arrival(
            random.nextInt(scenario.callers()),
            time.nanos(),
            exponential((double) scenario.task().toNanos()),
            arrived >= scenario.warmup());
    arrived++;
    next(placement);
    placement.arrives(call);
  }

  private long exponential(double mean) {
    return Math.max(1, Math.round(-mean * Math.log(1 - random.nextDouble())));
  }

  /** A call has its slot. */
  void starts(Arrival call) {
    if (call.counts) {
      waits[started++] = time.nanos() - call.atNanos;
    }
  }
}
