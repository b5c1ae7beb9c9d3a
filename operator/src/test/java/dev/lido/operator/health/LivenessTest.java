package dev.lido.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessTest {

  /** Canaries are sent four times as often, in real time; it is late in the time of the test. */
  private static final Duration TIMEOUT = Duration.ofMillis(40);

  private final AtomicLong nanos = new AtomicLong();
  private final Passes passes = new Passes(nanos::get);
  private final ApiTrouble trouble = new ApiTrouble(nanos::get);
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final Liveness liveness =
      new Liveness(TIMEOUT, new Liveness.Way(() -> {}, this::enqueue), passes, trouble, nanos::get);

  @AfterEach
  void stop() {
    liveness.close();
  }

  private synchronized void enqueue(Runnable canary) {
    queue.add(canary);
  }

  private synchronized boolean isQueued() {
    return !queue.isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void shouldFailWhileACanaryDoesNotComeThrough() {
    liveness.start();
    Awaitility.await().until(this::isQueued);

    pass(TIMEOUT);
    assertThat(liveness.check().good()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(liveness.check().good()).isFalse();
    assertThat(liveness.check().text()).contains("canary");

    Objects.requireNonNull(queue.poll()).run();
    assertThat(liveness.check().good()).isTrue();
  }

  @Test
  void shouldFailWhileAPassDoesNotEnd() {
    passes.begin("default/pool");
    pass(TIMEOUT.plusMillis(1));

    assertThat(liveness.check().text()).contains("default/pool");

    passes.end();
    assertThat(liveness.check().good()).isTrue();
  }

  @Test
  void shouldWaitForAnApiServerThatFailsForAnyTime() {
    passes.begin("default/pool");
    for (int i = 0; i < 100; i++) {
      pass(TIMEOUT.dividedBy(2));
      trouble.note();
      assertThat(liveness.check().good()).isTrue();
    }

    pass(TIMEOUT);
    assertThat(liveness.check().good()).isFalse();
  }
}
