package dev.lido.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.TaskTimeoutException;
import dev.lido.client.WorkerLostException;
import dev.lido.client.testkit.Gates;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SilentWorkerIT {

  @Test
  void shouldNotWaitForAWorkerWhoseNetworkIsGone() throws IOException {
    String gate = Gates.newGate();
    TestWorkers workers = new TestWorkers(LocalSettings.DEFAULTS.withReplicas(0));
    Worker worker = workers.start(TestWorkers.POOL.name(), 0, 0, 5);
    try (workers;
        FreezingProxy proxy = new FreezingProxy(worker)) {
      workers.members().add(proxy.address());
      Pool pool = workers.pool();
      CompletableFuture<Integer> lost = pool.submit(() -> Gates.pass(gate, 1));
      await().untilAsserted(() -> assertThat(Gates.gate(gate).inside()).isEqualTo(1));

      proxy.freeze();

      long before = System.nanoTime();
      assertThatThrownBy(
              () -> pool.withTimeout(Duration.ofMillis(300)).call(() -> Gates.pass(gate, 2)))
          .isInstanceOf(TaskTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(1300), Duration.ofMillis(1600));
      assertThat(lost)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(WorkerLostException.class);
    }
  }
}
