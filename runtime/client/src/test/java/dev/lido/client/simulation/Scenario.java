package dev.lido.client.simulation;

import java.time.Duration;

/**
 * Callers whose calls come at random (a Poisson process), and workers that are all alike.
 *
 * @param callers how many callers share the load evenly
 * @param workers how many workers there are
 * @param slots the slots of each worker
 * @param load the part of all slots that children would hold if none ever waited
 * @param task the mean time that a child takes; the times are exponential
 * @param delay what a message takes, one way
 * @param calls how many calls are counted; a tenth more come before them
 * @param seed of the random numbers
 */
public record Scenario(
    int callers,
    int workers,
    int slots,
    double load,
    Duration task,
    Duration delay,
    int calls,
    long seed) {

  /** Returns a load of 0.9, by tasks of 100 ms over a delay of 1 ms. */
  public static Scenario of(int callers, int workers, int slots, int calls, long seed) {
    return new Scenario(
        callers, workers, slots, 0.9, Duration.ofMillis(100), Duration.ofMillis(1), calls, seed);
  }

  /** Returns the same with tasks of another mean time, and a delay of the same part of it. */
  public Scenario withTask(Duration mean) {
    Duration sameShare = Duration.ofNanos(mean.toNanos() * delay.toNanos() / task.toNanos());
    return new Scenario(callers, workers, slots, load, mean, sameShare, calls, seed);
  }

  int warmup() {
    return calls / 10;
  }

  double meanGapNanos() {
    return task.toNanos() / (load * workers * slots);
  }
}
