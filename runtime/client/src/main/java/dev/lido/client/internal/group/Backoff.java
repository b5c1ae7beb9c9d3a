package dev.lido.client.internal.group;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The growing time between attempts: 100 ms doubling to 5 s, of which a random half is left out. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = FIRST;

  Duration next() {
    long whole = next.toNanos();
    next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(whole / 2, whole + 1));
  }

  void reset() {
    next = FIRST;
  }

  void longest() {
    next = LONGEST;
  }
}
