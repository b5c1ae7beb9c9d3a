package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.pod.Marks;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SupervisionIT extends OperatorInCluster {

  private final AtomicBoolean toldBeforeItWasRecorded = new AtomicBoolean();
  private final FakeControl control = new FakeControl(0, this::checkRecord);

  @Override
  LidoOperator newOperator() {
    return new LidoOperator(cluster.client(), cluster.options(), control, Clock.systemUTC());
  }

  private void checkRecord() {
    if (cluster.pods("pool").stream().noneMatch(SupervisionIT::isDraining)) {
      toldBeforeItWasRecorded.set(true);
    }
  }

  private static boolean isDraining(Pod pod) {
    return pod.getMetadata().getAnnotations().containsKey(Marks.DRAINING);
  }

  @Test
  void shouldStopPastTheRestartIntensityUntilTheSpecChanges() {
    cluster.apply("pool", "replicas: 2\nsupervision: {maxRestarts: 0, onExhausted: Stop}\n");
    cluster.awaitReady("pool");
    Pod victim = cluster.pods("pool").getFirst();

    kubelet.exit(victim, 3, "boom");

    AWAIT.until(() -> cluster.is("pool", "Stalled"));
    Condition stalled = cluster.condition("pool", "Stalled").orElseThrow();
    assertThat(stalled.getReason()).isEqualTo("RestartIntensityReached");
    assertThat(stalled.getMessage()).contains("Partition 0", "exit code 3 (Error): boom");
    assertThat(cluster.condition("pool", "Reconciling")).isEmpty();
    assertThat(cluster.status("pool").getReady()).isEqualTo(1);
    assertThat(cluster.podUids("pool")).contains(victim.getMetadata().getUid());

    cluster.edit("pool", pool -> scaled(pool, 3));

    cluster.awaitReady("pool");
    assertThat(cluster.condition("pool", "Stalled")).isEmpty();
  }

  private static PoolResource scaled(PoolResource pool, int replicas) {
    pool.getSpec().setReplicas(replicas);
    return pool;
  }

  @Test
  void shouldHoldAndReportAWorkerThatFitsNowhere() {
    kubelet.start(pod -> false);
    cluster.apply("pool", "");
    AWAIT.until(() -> !cluster.pods("pool").isEmpty());
    Pod pod = cluster.pods("pool").getFirst();

    kubelet.refuseToSchedule(pod);

    AWAIT.until(
        () ->
            cluster
                .condition("pool", "Reconciling")
                .filter(c -> "WorkerUnschedulable".equals(c.getReason()))
                .isPresent());
    assertThat(cluster.podUids("pool")).containsExactly(pod.getMetadata().getUid());
  }

  @Test
  void shouldDrainBeforeItDeletes() {
    cluster.apply("pool", "replicas: 2\n");
    cluster.awaitReady("pool");
    control.leave(2);

    cluster.edit("pool", pool -> scaled(pool, 1));

    AWAIT.until(() -> control.drains() > 3);
    assertThat(cluster.pods("pool")).hasSize(2);
    assertThat(toldBeforeItWasRecorded).isFalse();
    control.leave(0);
    AWAIT.until(() -> cluster.pods("pool").size() == 1);
    cluster.awaitReady("pool");
  }

  @Test
  void shouldRollAChangedTemplateOut() {
    cluster.apply("pool", "replicas: 4\n");
    cluster.awaitReady("pool");

    cluster.edit("pool", pool -> withImage(pool, "example.com/worker:2"));

    AWAIT.until(
        () ->
            cluster.pods("pool").stream()
                .allMatch(
                    pod ->
                        "example.com/worker:2"
                            .equals(pod.getSpec().getContainers().getFirst().getImage())));
    cluster.awaitReady("pool");
    assertThat(cluster.pods("pool")).hasSize(4);
    assertThat(cluster.status("pool").getUpdated()).isEqualTo(4);
  }

  private static PoolResource withImage(PoolResource pool, String image) {
    String json = Serialization.asJson(pool).replaceAll("example.com/worker:[0-9]", image);
    return Serialization.unmarshal(json, PoolResource.class);
  }

  @Test
  void shouldReportAnUpdateWithoutProgressAndGoOnWhenThereIsSome() {
    kubelet.start(pod -> false);
    cluster.apply("pool", "update: {progressDeadline: 1s}\n");

    AWAIT.until(() -> cluster.is("pool", "Stalled"));
    assertThat(cluster.condition("pool", "Progressing").orElseThrow())
        .extracting(Condition::getStatus, Condition::getReason)
        .containsExactly("False", "ProgressDeadlineExceeded");

    kubelet.start(pod -> true);
    cluster.awaitReady("pool");
    assertThat(cluster.is("pool", "Progressing")).isTrue();
  }

  @Test
  void shouldReportATemplateThatTheApiServerRefuses() {
    cluster.apply("pool", "template: {spec: {containers: [{name: worker, image: ' '}]}}\n");

    AWAIT.until(() -> cluster.is("pool", "Stalled"));

    assertThat(cluster.condition("pool", "Stalled").orElseThrow().getReason())
        .isEqualTo("InvalidTemplate");
  }

  @Test
  void shouldLeaveTheWorkersOfADeletedPoolAlone() {
    cluster.apply("pool", "");
    cluster.awaitReady("pool");
    cluster.delete("pool");
    AWAIT.until(
        () ->
            cluster
                .client()
                .resources(PoolResource.class)
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .isEmpty());

    cluster.pods("pool").forEach(pod -> cluster.client().resource(pod).delete());

    AWAIT.during(Duration.ofSeconds(1)).until(() -> cluster.pods("pool").isEmpty());
  }

  @Test
  void shouldNotMistakeTheWorkersOfAnEarlierPoolForItsOwn() {
    cluster.apply("pool", "");
    cluster.awaitReady("pool");
    List<String> earlier = cluster.podUids("pool");
    cluster.delete("pool");

    cluster.apply("pool", "");

    AWAIT.until(
        () -> cluster.podUids("pool").size() == 2 && cluster.podUids("pool").containsAll(earlier));
  }
}
