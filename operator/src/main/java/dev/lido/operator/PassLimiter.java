package dev.lido.operator;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets some passes over a pool follow each other at once, and those that follow come at an interval: a
 * pool of some workers is never held up, and one of hundreds is not looked at for each of them as they
 * become ready. Each pass would tell of a few, and a status that is written costs the API server as
 * much as some workers. It is a token bucket (as the virtual scheduling algorithm of ITU-T I.371); the
 * framework's own limiter goes by the local time of day, which may go back.
 */
final class PassLimiter implements RateLimiter<PassLimiter.Passes> {

  static final int AT_ONCE = 15;
  static final Duration INTERVAL = Duration.ofMillis(80);

  private static final long MOST_AHEAD = INTERVAL.multipliedBy(AT_ONCE - 1).toNanos();

  private final LongSupplier nanoTime;

  /** How far a pool's passes were ahead of their interval, and when. */
  static final class Passes implements RateLimiter.RateLimitState {
    private long aheadNanos;
    private long atNanos;

    private Passes(long nanos) {
      atNanos = nanos;
    }
  }

  PassLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns how long a pass has to wait; empty, and counted, if it may begin. */
  @Override
  public Optional<Duration> isLimited(RateLimiter.RateLimitState state) {
    Passes passes = (Passes) state;
    long now = nanoTime.getAsLong();
    passes.aheadNanos = Math.max(0, passes.aheadNanos - (now - passes.atNanos));
    passes.atNanos = now;
    if (passes.aheadNanos > MOST_AHEAD) {
      return Optional.of(Duration.ofNanos(passes.aheadNanos - MOST_AHEAD));
    }
    passes.aheadNanos += INTERVAL.toNanos();
    return Optional.empty();
  }

  @Override
  public Passes initState() {
    return new Passes(nanoTime.getAsLong());
  }
}
