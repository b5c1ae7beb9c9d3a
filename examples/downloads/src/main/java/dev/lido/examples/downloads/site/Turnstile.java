package dev.lido.examples.downloads.site;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets so many requests in at once, and counts them. Not thread-safe: the event loop has it. */
final class Turnstile {

  private final int limit;
  private final LongSupplier nanoClock;
  private final Map<Fate.Outcome, Long> ended = new EnumMap<>(Fate.Outcome.class);
  private int inFlight;
  private int peak;
  private long rejected;
  private long gone;
  private long busyNanos;

  Turnstile(int limit, LongSupplier nanoClock) {
    this.limit = limit;
    this.nanoClock = nanoClock;
  }

  /** Counts a request in, unless the limit is reached. */
  boolean enter() {
    if (inFlight == limit) {
      rejected++;
      return false;
    }
    inFlight++;
    peak = Math.max(peak, inFlight);
    return true;
  }

  /** Counts a request out that came in at {@code since}, and ended so. */
  void leave(long since, Fate.Outcome outcome) {
    ended.merge(outcome, 1L, Long::sum);
    out(since);
  }

  /** Counts a request out whose client did not wait for the answer. */
  void abandon(long since) {
    gone++;
    out(since);
  }

  private void out(long since) {
    inFlight--;
    busyNanos += nanoClock.getAsLong() - since;
  }

  SiteStats stats() {
    return new SiteStats(
        count(Fate.Outcome.SERVED),
        rejected,
        count(Fate.Outcome.FAILED) + count(Fate.Outcome.CUT),
        count(Fate.Outcome.HUNG),
        gone,
        inFlight,
        peak,
        Duration.ofNanos(busyNanos));
  }

  private long count(Fate.Outcome outcome) {
    return ended.getOrDefault(outcome, 0L);
  }
}
