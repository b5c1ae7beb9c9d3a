package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.micrometer.PoolMeters;
import dev.lido.client.testkit.Gates;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.worker.micrometer.WorkerMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller and a worker meter of the same calls. */
class MetersTest {

  private final TestWorkers workers = new TestWorkers(LocalSettings.DEFAULTS.withMaxConcurrency(2));
  private final Pool pool = workers.pool();
  private final MeterRegistry caller = new SimpleMeterRegistry();
  private final MeterRegistry worker = new SimpleMeterRegistry();

  MetersTest() {
    new PoolMeters(pool).bindTo(caller);
    new WorkerMeters(workers.worker(0)).bindTo(worker);
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private double client(String gauge) {
    return caller.get("lido.client." + gauge).tag("pool", "test").gauge().value();
  }

  @Test
  void shouldTimeWaitingAndRunning() {
    String gate = Gates.newGate();
    CompletableFuture<Integer> first = pool.submit(() -> Gates.pass(gate, 1));
    CompletableFuture<Integer> second = pool.submit(() -> Gates.pass(gate, 2));
    CompletableFuture<Integer> third = pool.submit(() -> Gates.pass(gate, 3));

    await()
        .untilAsserted(
            () -> {
              assertThat(client("in.flight")).isEqualTo(2);
              assertThat(client("waiting")).isEqualTo(1);
              assertThat(worker.get("lido.worker.taken").gauge().value()).isEqualTo(2);
            });
    assertThat(client("workers")).isEqualTo(1);
    assertThat(client("capacity")).isEqualTo(2);
    assertThat(worker.get("lido.worker.slots").tag("partition", "0").gauge().value()).isEqualTo(2);
    assertThat(worker.get("lido.worker.callers").gauge().value()).isEqualTo(1);

    Gates.gate(gate).open();
    assertThat(CompletableFuture.allOf(first, second, third)).succeedsWithin(Duration.ofSeconds(5));
    assertThat(caller.get("lido.client.queue").timer().count()).isEqualTo(3);
    assertThat(caller.get("lido.client.run").tag("outcome", "returned").timer().count())
        .isEqualTo(3);
    assertThat(worker.get("lido.worker.run").tag("outcome", "returned").timer().count())
        .isEqualTo(3);
    assertThat(caller.get("lido.client.queue").timer().totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
  }

  @Test
  void shouldCountFailuresAndRefusalsByReason() {
    Pool hasty = pool.withTimeout(Duration.ofMillis(50));
    assertThatThrownBy(() -> pool.call(MetersTest::fail)).isInstanceOf(TaskFailedException.class);
    assertThatThrownBy(() -> pool.call("no such task", new byte[0]))
        .isInstanceOf(TaskNotFoundException.class);
    assertThatThrownBy(() -> hasty.call(() -> Gates.pass(Gates.newGate(), 1)))
        .isInstanceOf(TaskTimeoutException.class);

    assertThat(failures("threw")).isEqualTo(1);
    assertThat(failures("not_found")).isEqualTo(1);
    assertThat(failures("timed_out")).isEqualTo(1);
    assertThat(caller.get("lido.client.refusals").tag("reason", "not_found").counter().count())
        .isEqualTo(1);
    assertThat(worker.get("lido.worker.refusals").tag("reason", "not_found").counter().count())
        .isEqualTo(1);
    assertThat(worker.get("lido.worker.run").tag("outcome", "timed_out").timer().count())
        .isEqualTo(1);
    assertThat(caller.find("lido.client.run").tag("outcome", "not_found").timer()).isNull();
  }

  private static int fail() {
    throw new IllegalStateException("as the test wants it");
  }

  private double failures(String reason) {
    return caller.get("lido.client.failures").tag("reason", reason).counter().count();
  }
}
