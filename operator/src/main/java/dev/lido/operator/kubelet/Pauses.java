package dev.lido.operator.kubelet;

import java.time.Duration;

/**
 * How long to wait before listening again, as all events are listed anew then: twice as long each
 * time, until a watch has lived for a while. Not thread-safe.
 */
final class Pauses {

  /** When it is forbidden to listen: roles change rarely, and each attempt may list all events. */
  static final Duration FORBIDDEN = Duration.ofMinutes(5);

  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration last = SHORTEST;

  /** Returns how long to wait after a watch that ended when it had lived so long. */
  Duration afterWatch(Duration lived) {
    last = lived.compareTo(LONGEST) < 0 ? longer() : SHORTEST;
    return last;
  }

  /** Returns how long to wait when there is no watch to be had. */
  Duration afterFailure() {
    last = longer();
    return last;
  }

  private Duration longer() {
    Duration twice = last.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }
}
