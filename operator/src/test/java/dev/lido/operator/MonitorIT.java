package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.config.BadConfigurationException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitorIT extends OperatorInCluster {

  private static final Duration LIVENESS_TIMEOUT = Duration.ofSeconds(2);

  private final CountDownLatch hang = new CountDownLatch(1);
  private int port;

  @Override
  LidoOperator newOperator() {
    return new LidoOperator(
        cluster.client(),
        cluster.options().with(new OperatorOptions.Http(0, LIVENESS_TIMEOUT)),
        new FakeControl(0, this::hang),
        Clock.systemUTC());
  }

  @BeforeEach
  void findPort() {
    port = operator.httpPort().orElseThrow();
  }

  private void hang() {
    try {
      hang.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void hangNoLonger() {
    hang.countDown();
  }

  @Test
  void shouldTellThatItLivesUntilAPassHangs() {
    assertThat(Http.get(port, "/readyz").body()).isEqualTo("ok: leading\n");
    cluster.apply("idle", "");
    cluster.apply("pool", "replicas: 2\n");
    cluster.awaitReady("pool");
    AWAIT.during(LIVENESS_TIMEOUT.plusSeconds(1)).until(() -> Http.status(port, "/livez") == 200);

    cluster.edit("pool", pool -> scaled(pool, 1));

    AWAIT.until(() -> Http.status(port, "/livez") == 503);
    assertThat(Http.get(port, "/livez").body())
        .contains("a pass over " + cluster.namespace() + "/pool", "PT2S");
    hang.countDown();
    AWAIT.until(() -> Http.status(port, "/livez") == 200);
  }

  private static PoolResource scaled(PoolResource pool, int replicas) {
    pool.getSpec().setReplicas(replicas);
    return pool;
  }

  @Test
  void shouldCountWhatItDoesWithoutALabelThatGrowsWithPools() {
    cluster.apply("pool", "replicas: 3\nmaxConcurrency: 4\n");
    cluster.awaitReady("pool");
    kubelet.exit(cluster.pods("pool").getFirst(), 1, "");
    AWAIT.until(() -> Objects.equals(cluster.status("pool").getRestarts(), 1L));
    cluster.awaitReady("pool");

    AWAIT.untilAsserted(
        () ->
            assertThat(metrics())
                .contains(
                    "lido_operator_pools{state=\"ready\"} 1.0",
                    "lido_operator_pools{state=\"stalled\"} 0.0",
                    "lido_operator_workers{state=\"ready\"} 3.0",
                    "lido_operator_workers{state=\"not_ready\"} 0.0",
                    "lido_operator_workers_desired 3.0",
                    "lido_operator_capacity 12.0",
                    "lido_operator_leading 1.0",
                    "lido_operator_restarts_total{own=\"true\",reason=\"WorkerExited\"} 1.0",
                    "lido_operator_restarts_total{own=\"false\",reason=\"WorkerEvicted\"} 0.0",
                    "lido_operator_transitions_total{reason=\"WorkerCreated\"} 4.0",
                    "lido_operator_api_requests_total{code=\"201\",resource=\"pods\",verb=\"create\"}"
                        + " 4.0",
                    "operator_sdk_reconciliations_queue_size_pools{group=\"lido.dev\","
                        + "kind=\"PoolResource\",version=\"v1alpha1\"} 0.0"));
    List<String> metrics = metrics();
    assertThat(metrics)
        .anyMatch(line -> line.startsWith("operator_sdk_reconciliations_success_total"))
        .anyMatch(line -> line.startsWith("operator_sdk_controllers_execution_reconcile_seconds"))
        .anyMatch(line -> line.contains("resource=\"poolresources/status\",verb=\"patch\""))
        .anyMatch(line -> line.contains("resource=\"poolresources\",verb=\"watch\""))
        .anyMatch(line -> line.startsWith("lido_operator_api_latency_seconds_bucket"))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"))
        .noneMatch(line -> line.contains(cluster.namespace()))
        .noneMatch(line -> line.contains("\"pool\""))
        .noneMatch(line -> line.contains("pool-0-"))
        .noneMatch(line -> line.contains("retries_number"));
    assertThat(metrics).filteredOn(line -> !line.startsWith("#")).hasSizeLessThan(400);
  }

  private List<String> metrics() {
    return Http.get(port, "/metrics").body().lines().toList();
  }

  @Test
  void shouldRefuseAPortThatIsTakenAndPathsItDoesNotKnow() {
    assertThat(Http.status(port, "/")).isEqualTo(404);
    assertThat(Http.status(port, "/livez/x")).isEqualTo(404);
    try (LidoOperator second =
        new LidoOperator(
            cluster.client(),
            cluster.options().with(new OperatorOptions.Http(port, LIVENESS_TIMEOUT)))) {
      assertThatThrownBy(second::start)
          .isInstanceOf(BadConfigurationException.class)
          .hasMessageContainingAll(Integer.toString(port), "set --http-port to another");
    }
  }
}
