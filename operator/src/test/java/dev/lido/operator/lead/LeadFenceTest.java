package dev.lido.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeadFenceTest {

  private static final Terms TERMS = new Terms(Duration.ofSeconds(15));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
  private final LeadFence fence = new LeadFence(TERMS, nanos::get, time::get);

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    time.updateAndGet(t -> t.plus(duration));
  }

  @Test
  void shouldBeShutBeforeTheLeadWasHad() {
    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void shouldCountFromWhenTheRenewalWasSent() {
    LeadFence.Attempt attempt = fence.attempt();
    pass(Duration.ofSeconds(4));

    attempt.succeeded();

    assertThat(fence.room()).contains(Duration.ofSeconds(8));
  }

  @Test
  void shouldBeShutWhenTooLittleTimeIsLeft() {
    fence.attempt().succeeded();

    pass(Duration.ofSeconds(9));
    assertThat(fence.room()).contains(Duration.ofSeconds(3));
    pass(Duration.ofNanos(1));

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void shouldBeShutInAMachineThatSlept() {
    fence.attempt().succeeded();

    time.set(Instant.EPOCH.plusSeconds(60));

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void shouldBeShutAlsoWhenTheClockWasSetBack() {
    fence.attempt().succeeded();

    pass(Duration.ofSeconds(20));
    time.set(Instant.EPOCH.minusSeconds(60));

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void shouldBeShutAtOnceWhenTold() {
    fence.attempt().succeeded();

    fence.shut();

    assertThat(fence.isOpen()).isFalse();
  }

  @Test
  void shouldEndEveryWriteBeforeAStandbyLosesPatience() {
    assertThat(TERMS.end()).isLessThan(TERMS.patience());
    assertThat(TERMS.patience().plus(TERMS.look().multipliedBy(2))).isEqualTo(TERMS.lease());
  }
}
