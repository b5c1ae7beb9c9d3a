package dev.lido.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountDelayTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private boolean othersWait;
  private final CountDelay delay = new CountDelay(() -> othersWait);
  private final PoolResource pool = pool(status("WorkersNotReady", 0));

  @Test
  void shouldLetOtherCountsWaitUntilTheyStandStill() {
    assertThat(ready(1, 0)).contains(at(100));
    assertThat(ready(2, 50)).contains(at(150));
    assertThat(ready(2, 149)).contains(at(150));
    assertThat(ready(2, 150)).isEmpty();
  }

  @Test
  void shouldLetThemWaitNoLongerThanASecond() {
    for (int ready = 1; ready < 10; ready++) {
      assertThat(ready(ready, ready * 100L)).isPresent();
    }

    assertThat(ready(10, 1_000)).contains(at(1_100));
    assertThat(ready(11, 1_100)).isEmpty();
  }

  @Test
  void shouldLetThemWaitLongerWhileOtherPoolsWait() {
    // Given
    othersWait = true;
    assertThat(ready(1, 0)).contains(at(5_000));
    assertThat(ready(1, 4_999)).contains(at(5_000));

    // When
    othersWait = false;

    // Then
    assertThat(ready(1, 4_999)).isEmpty();
  }

  @Test
  void shouldLetTheNextOnesWaitAnew() {
    // Given
    ready(1, 0);
    ready(1, 200);

    // Then
    assertThat(ready(2, 60_000)).contains(at(60_100));
  }

  private Optional<Instant> ready(int workers, long millis) {
    return delay.of(pool, status("WorkersNotReady", workers), at(millis));
  }

  private static Instant at(long millis) {
    return NOW.plusMillis(millis);
  }

  @Test
  void shouldHoldUpNothingElse() {
    // Given
    delay.of(pool, status("WorkersNotReady", 1), NOW);
    PoolStatus restarted = status("WorkersNotReady", 1);
    restarted.setRestarts(1L);
    PoolStatus ofAnotherSpec = status("WorkersNotReady", 1);
    ofAnotherSpec.setObservedGeneration(2L);

    // Then
    assertThat(delay.of(pool, restarted, NOW)).isEmpty();
    assertThat(delay.of(pool, ofAnotherSpec, NOW)).isEmpty();
    assertThat(delay.of(pool, status("WorkerUnschedulable", 1), NOW)).isEmpty();
    assertThat(delay.of(pool(null), status("WorkersNotReady", 1), NOW)).isEmpty();
  }

  private static PoolResource pool(@Nullable PoolStatus status) {
    PoolResource pool = new PoolResource();
    pool.setMetadata(new ObjectMetaBuilder().withName("pool").withUid("u").build());
    pool.setStatus(status);
    return pool;
  }

  private static PoolStatus status(String reason, int ready) {
    PoolStatus status = new PoolStatus();
    status.setObservedGeneration(1L);
    status.setRestarts(0L);
    status.setReady(ready);
    status.setConditions(
        List.of(
            new ConditionBuilder()
                .withType("Ready")
                .withStatus("False")
                .withReason(reason)
                .withMessage(ready + " of 3 workers are ready")
                .build()));
    return status;
  }
}
