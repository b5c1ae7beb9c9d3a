package dev.lido.operator;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets a few passes over a pool follow each other at once; those that follow wait until a period is
 * over. While hundreds of workers become ready each pass would tell of a few of them, and a status
 * that is written costs the API server as much as some workers. The framework's own limiter goes by
 * the local time of day, which may go back.
 */
final class PassLimiter implements RateLimiter<PassLimiter.Period> {

  static final int PASSES = 3;
  static final Duration PERIOD = Duration.ofMillis(250);

  private final LongSupplier nanoTime;

  /** A pool's present period. */
  static final class Period implements RateLimiter.RateLimitState {
    private long sinceNanos;
    private int passes;
  }

  PassLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns how long a pass has to wait; empty, and counted, if it may begin. */
  @Override
  public Optional<Duration> isLimited(RateLimiter.RateLimitState state) {
    Period period = (Period) state;
    long now = nanoTime.getAsLong();
    Duration left = PERIOD.minusNanos(now - period.sinceNanos);
    if (period.passes == 0 || !left.isPositive()) {
      period.sinceNanos = now;
      period.passes = 0;
    } else if (period.passes == PASSES) {
      return Optional.of(left);
    }
    period.passes++;
    return Optional.empty();
  }

  @Override
  public Period initState() {
    return new Period();
  }
}
