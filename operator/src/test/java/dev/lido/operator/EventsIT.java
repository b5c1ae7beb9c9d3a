package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PartitionStatus;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What `kubectl describe` shows of a pool. */
class EventsIT extends OperatorInCluster {

  @Override
  LidoOperator newOperator() {
    return new LidoOperator(
        cluster.client(), cluster.options(), new FakeControl(0, () -> {}), Clock.systemUTC());
  }

  private List<Event> events() {
    String uid = cluster.pool("pool").getMetadata().getUid();
    return cluster
        .client()
        .v1()
        .events()
        .inNamespace(cluster.namespace())
        .withField("involvedObject.uid", uid)
        .list()
        .getItems();
  }

  private Optional<Event> event(String reason) {
    return events().stream().filter(event -> reason.equals(event.getReason())).findFirst();
  }

  private Event await(String reason) {
    return AWAIT.until(() -> event(reason), Optional::isPresent).orElseThrow();
  }

  @Test
  void shouldTellWhatHappensToWorkersOnThePool() {
    cluster.apply("pool", "replicas: 3\nsupervision: {maxRestarts: 0, onExhausted: Stop}\n");
    cluster.awaitReady("pool");
    Event created = await("WorkerCreated");
    assertThat(created.getMessage()).contains("(and 2 more: pool-0-");
    assertThat(created)
        .extracting(Event::getType, Event::getCount, e -> e.getSource().getComponent())
        .containsExactly("Normal", 3, "lido-operator");
    await("WorkersReady");

    cluster.edit("pool", pool -> scaled(pool, 2));
    assertThat(await("WorkerDraining").getMessage()).endsWith("the pool is scaled down");
    AWAIT.until(() -> cluster.pods("pool").size() == 2);
    kubelet.exit(cluster.pods("pool").getFirst(), 3, "boom");

    Event exited = await("WorkerExited");
    assertThat(exited.getType()).isEqualTo("Warning");
    assertThat(exited.getMessage()).endsWith("ended: exit code 3 (Error): boom");
    assertThat(await("RestartIntensityReached").getMessage()).contains("Partition 0");
  }

  private static PoolResource scaled(PoolResource pool, int replicas) {
    pool.getSpec().setReplicas(replicas);
    return pool;
  }

  @Test
  void shouldTellNothingTwiceWhenAnotherOperatorTakesOver() {
    cluster.apply("pool", "");
    cluster.awaitReady("pool");
    await("WorkersReady");
    operator.close();
    List<String> told = versions();

    operator = newOperator();
    operator.start();
    // What it has to tell comes after this, in order.
    cluster.edit("pool", pool -> scaled(pool, 0));
    await("ScaledToZero");

    assertThat(versions()).containsAll(told);
  }

  private List<String> versions() {
    return events().stream()
        .map(event -> event.getReason() + event.getMetadata().getResourceVersion())
        .toList();
  }

  @Test
  void shouldCountWhatHappensAgainInOneEvent() {
    cluster.apply("pool", "supervision: {maxRestarts: 100}\n");
    cluster.awaitReady("pool");

    for (int i = 1; i <= 5; i++) {
      Pod worker = cluster.pods("pool").getFirst();
      kubelet.exit(worker, i, "");
      AWAIT.until(
          () ->
              cluster.pods("pool").size() == 1
                  && !cluster.podUids("pool").contains(worker.getMetadata().getUid()));
      cluster.awaitReady("pool");
    }
    // It writes what it holds back.
    operator.close();

    assertThat(events()).filteredOn(e -> e.getReason().equals("WorkerExited")).hasSize(1);
    assertThat(event("WorkerExited").orElseThrow().getCount()).isEqualTo(5);
    assertThat(event("WorkerExited").orElseThrow().getMessage()).contains("exit code 5");
  }

  @Test
  void shouldTellAFailedLivenessProbeFromAnExit() {
    cluster.apply("pool", "");
    cluster.awaitReady("pool");
    Pod worker = cluster.pods("pool").getFirst();
    Instant now = Instant.now();
    kubelet.say(worker, "Unhealthy", "Liveness probe failed: command timed out after 1s", now);
    kubelet.say(worker, "Killing", "Stopping container worker", now);

    kubelet.exit(worker, 143, "");

    assertThat(await("WorkerLivenessFailed").getMessage())
        .endsWith("ended: liveness probe failed: exit code 143 (Error, signal SIGTERM)");
    AWAIT.until(() -> cluster.pods("pool").size() == 1);
    assertThat(cluster.status("pool").getPartitions())
        .extracting(PartitionStatus::getLastExit)
        .containsExactly("liveness probe failed: exit code 143 (Error, signal SIGTERM)");
    assertThat(event("WorkerKilled")).isEmpty();
  }

  @Test
  void shouldNotBlameAProbeThatFailedLongBeforeTheWorkerWasStopped() {
    cluster.apply("pool", "");
    cluster.awaitReady("pool");
    Pod worker = cluster.pods("pool").getFirst();
    Instant now = Instant.now();
    kubelet.say(
        worker, "Unhealthy", "Liveness probe failed: command timed out", now.minusSeconds(60));
    kubelet.say(worker, "Killing", "Stopping container worker", now);

    kubelet.exit(worker, 143, "");

    assertThat(await("WorkerKilled").getMessage())
        .endsWith("ended: exit code 143 (Error, signal SIGTERM)");
    assertThat(event("WorkerLivenessFailed")).isEmpty();
  }

  @Test
  void shouldNameADisruptionInEventAndStatus() {
    cluster.apply("pool", "");
    cluster.awaitReady("pool");
    Pod victim = cluster.pods("pool").getFirst();

    kubelet.evict(victim);

    await("WorkerEvicted");
    AWAIT.until(() -> cluster.pods("pool").size() == 1);
    cluster.awaitReady("pool");
    assertThat(cluster.status("pool").getPartitions())
        .extracting(PartitionStatus::getLastDisruption)
        .containsExactly(
            victim.getMetadata().getName() + ": Evicted: The node was low on resource: memory");
  }
}
