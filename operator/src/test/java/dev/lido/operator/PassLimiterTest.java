package dev.lido.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PassLimiterTest {

  private final AtomicLong nanos = new AtomicLong(-7);
  private final PassLimiter limiter = new PassLimiter(nanos::get);
  private final PassLimiter.Period pool = limiter.initState();

  @Test
  void shouldLetAFewPassesFollowEachOtherAtOnceAndTheNextWait() {
    // When
    passes(PassLimiter.PASSES);
    after(Duration.ofMillis(50));

    // Then
    assertThat(limiter.isLimited(pool)).contains(Duration.ofMillis(200));
    assertThat(limiter.isLimited(limiter.initState())).isEmpty();
  }

  @Test
  void shouldLetPassesFollowAgainWhenThePeriodIsOver() {
    // Given
    passes(PassLimiter.PASSES);

    // When
    after(PassLimiter.PERIOD);

    // Then
    passes(PassLimiter.PASSES);
    assertThat(limiter.isLimited(pool)).contains(PassLimiter.PERIOD);
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
