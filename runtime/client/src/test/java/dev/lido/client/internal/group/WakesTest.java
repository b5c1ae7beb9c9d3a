package dev.lido.client.internal.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakesTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final AtomicBoolean MAY_END = new AtomicBoolean();

  private final AtomicInteger spinning = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  /** A virtual thread that waits in an initializer keeps its carrier. */
  private static final class Pinned {
    static {
      waitForEnd();
    }

    private Pinned() {}

    static void initialize() {}
  }

  @AfterEach
  void end() {
    over.set(true);
  }

  @Test
  void shouldWakeThreadsThatHoldEveryCarrier() throws InterruptedException {
    // Given
    Thread pinned = virtual(Pinned::initialize);
    List<Thread> all =
        Stream.concat(
                Stream.generate(() -> virtual(WakesTest::waitForEnd)).limit(4), Stream.of(pinned))
            .toList();
    await().until(() -> all.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    int others = carriers() - 1;
    IntStream.range(0, others).forEach(i -> virtual(this::spin));
    await().until(() -> spinning.get() == others);

    // When
    MAY_END.set(true);
    Wakes.unpark(all);

    // Then
    boolean woken = pinned.join(LONG);
    LockSupport.unpark(pinned);
    assertThat(woken).isTrue();
    over.set(true);
    for (Thread thread : all) {
      assertThat(thread.join(LONG)).isTrue();
    }
  }

  private static Thread virtual(Runnable action) {
    return Thread.ofVirtual().start(action);
  }

  private static int carriers() {
    return Integer.getInteger(
        "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
  }

  private static void waitForEnd() {
    while (!MAY_END.get()) {
      LockSupport.park();
    }
  }

  private void spin() {
    spinning.incrementAndGet();
    while (!over.get()) {
      Thread.onSpinWait();
    }
  }
}
