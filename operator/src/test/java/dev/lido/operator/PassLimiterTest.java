package dev.lido.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PassLimiterTest {

  private final AtomicLong nanos = new AtomicLong(-7);
  private final PassLimiter limiter = new PassLimiter(nanos::get);
  private final PassLimiter.Passes pool = limiter.initState();

  @Test
  void shouldLetSomePassesFollowEachOtherAtOnceAndTheNextWait() {
    // When
    passes(PassLimiter.AT_ONCE);
    after(Duration.ofMillis(50));

    // Then
    assertThat(limiter.isLimited(pool)).contains(PassLimiter.INTERVAL.minusMillis(50));
    assertThat(limiter.isLimited(limiter.initState())).isEmpty();
  }

  @Test
  void shouldLetOnePassFollowWhenAnIntervalIsOver() {
    // Given
    passes(PassLimiter.AT_ONCE);

    // When
    after(PassLimiter.INTERVAL);

    // Then
    passes(1);
    assertThat(limiter.isLimited(pool)).contains(PassLimiter.INTERVAL);
  }

  @Test
  void shouldLetAsManyFollowAgainAfterAQuietTime() {
    // Given
    passes(PassLimiter.AT_ONCE);

    // When
    after(PassLimiter.INTERVAL.multipliedBy(PassLimiter.AT_ONCE));

    // Then
    passes(PassLimiter.AT_ONCE);
    assertThat(limiter.isLimited(pool)).contains(PassLimiter.INTERVAL);
  }

  @Test
  void shouldNeverLimitPassesThatAreFarBetween() {
    for (int i = 0; i < 100; i++) {
      passes(1);
      after(Duration.ofMillis(100));
    }
  }

  private void passes(int passes) {
    for (int i = 0; i < passes; i++) {
      assertThat(limiter.isLimited(pool)).isEmpty();
    }
  }

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
