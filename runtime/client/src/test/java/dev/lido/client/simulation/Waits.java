package dev.lido.client.simulation;

/** How long calls waited for their start, in mean task times. */
public final class Waits {

  private final long[] sortedNanos;
  private final double taskNanos;

  Waits(long[] sortedNanos, double taskNanos) {
    this.sortedNanos = sortedNanos;
    this.taskNanos = taskNanos;
  }

  /** Returns what this part of the calls waited at most. */
  public double quantile(double part) {
    int index = (int) Math.ceil(part * sortedNanos.length) - 1;
    return sortedNanos[Math.max(0, index)] / taskNanos;
  }
}
