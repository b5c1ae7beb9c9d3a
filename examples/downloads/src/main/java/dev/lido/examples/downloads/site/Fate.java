package dev.lido.examples.downloads.site;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What becomes of one request.
 *
 * @param outcome how it ends
 * @param delay how long the answer takes
 */
record Fate(Outcome outcome, Duration delay) {

  /** How a request ends. */
  enum Outcome {
    /** It is answered. */
    SERVED,
    /** It is answered with 500. */
    FAILED,
    /** The connection ends in the middle of the answer. */
    CUT,
    /** It is never answered. */
    HUNG
  }

  private static final Outcome[] FAULTS = {Outcome.FAILED, Outcome.CUT, Outcome.HUNG};

  /**
   * Decides what becomes of a request: the same for the same seed, path and attempt, and
   * independently for each attempt, so that trying again helps.
   */
  static Fate of(SiteOptions site, String path, int attempt) {
    var random = new SplittableRandom(mix(site.seed(), path, attempt));
    Outcome outcome =
        random.nextDouble() < site.faults()
            ? FAULTS[random.nextInt(FAULTS.length)]
            : Outcome.SERVED;
    long spread = site.maxDelay().minus(site.minDelay()).toMillis();
    return new Fate(outcome, site.minDelay().plusMillis(random.nextLong(spread + 1)));
  }

  private static long mix(long seed, String path, int attempt) {
    return (seed * 31 + path.hashCode()) * 0x9E3779B97F4A7C15L + attempt;
  }
}
