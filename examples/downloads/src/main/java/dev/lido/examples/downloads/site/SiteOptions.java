package dev.lido.examples.downloads.site;

import java.time.Duration;

/**
 * What a site is like.
 *
 * @param port the port on the loopback address; 0 for any free one; the default is 0
 * @param pages pages, numbered from 1, each with an image of its own; the default is 2,200
 * @param limit requests that it answers at once, at least 1; the default is 50
 * @param seed what decides delays, faults and images; the default is 1
 * @param minDelay the least time that an answer takes; the default is 100 ms
 * @param maxDelay the most time that an answer takes; the default is 500 ms
 * @param faults the share of requests that go wrong, from 0 to 1; the default is 0.01
 */
public record SiteOptions(
    int port,
    int pages,
    int limit,
    long seed,
    Duration minDelay,
    Duration maxDelay,
    double faults) {

  /** A site of 2,200 pages that allows 50 requests at once. */
  public static final SiteOptions DEFAULTS =
      new SiteOptions(0, 2200, 50, 1, Duration.ofMillis(100), Duration.ofMillis(500), 0.01);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public SiteOptions {
    check(port >= 0 && port <= 65_535, "the port must be from 0 to 65535", port);
    check(pages >= 0, "the number of pages must not be negative", pages);
    check(limit >= 1, "the limit must be at least 1", limit);
    check(minDelay.toMillis() >= 1, "the least delay must be at least 1 ms", minDelay);
    check(maxDelay.compareTo(minDelay) >= 0, "the most delay is below the least", maxDelay);
    check(faults >= 0 && faults <= 1, "the share of faults must be from 0 to 1", faults);
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }

  /** Returns these options with another port. */
  public SiteOptions withPort(int number) {
    return new SiteOptions(number, pages, limit, seed, minDelay, maxDelay, faults);
  }

  /** Returns these options with another number of pages. */
  public SiteOptions withPages(int number) {
    return new SiteOptions(port, number, limit, seed, minDelay, maxDelay, faults);
  }

  /** Returns these options with another limit of requests at once. */
  public SiteOptions withLimit(int requests) {
    return new SiteOptions(port, pages, requests, seed, minDelay, maxDelay, faults);
  }

  /** Returns these options with another seed. */
  public SiteOptions withSeed(long number) {
    return new SiteOptions(port, pages, limit, number, minDelay, maxDelay, faults);
  }

  /** Returns these options with other delays. */
  public SiteOptions withDelays(Duration least, Duration most) {
    return new SiteOptions(port, pages, limit, seed, least, most, faults);
  }

  /** Returns these options with another share of faults. */
  public SiteOptions withFaults(double share) {
    return new SiteOptions(port, pages, limit, seed, minDelay, maxDelay, share);
  }
}
