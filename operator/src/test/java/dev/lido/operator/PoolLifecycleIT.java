package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PartitionStatus;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PoolLifecycleIT extends OperatorInCluster {

  @Test
  void shouldSpreadWorkersOverPartitionsAndTellSo() {
    cluster.apply("downloads", "partitions: 2\nreplicas: 5\nmaxConcurrency: 25\n");

    cluster.awaitReady("downloads");

    PoolStatus status = cluster.status("downloads");
    assertThat(status.getReady()).isEqualTo(5);
    assertThat(status.getCapacity()).isEqualTo(125);
    assertThat(status.getPartitions()).extracting(PartitionStatus::getReady).containsExactly(3, 2);
    assertThat(cluster.pods("downloads"))
        .extracting(pod -> pod.getMetadata().getLabels().get(PoolNames.PARTITION))
        .containsExactlyInAnyOrder("0", "0", "0", "1", "1");
    assertThat(cluster.condition("downloads", "Stalled")).isEmpty();
    assertThat(cluster.is("downloads", "Progressing")).isTrue();
  }

  @Test
  void shouldGiveTheGroupAHeadlessService() {
    cluster.apply("downloads", "");

    cluster.awaitReady("downloads");

    Service service =
        cluster
            .client()
            .services()
            .inNamespace(cluster.namespace())
            .withName(PoolNames.service("downloads"))
            .require();
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getMetadata().getOwnerReferences()).hasSize(1);
  }

  @Test
  void shouldWriteNothingWhileNothingHappens() {
    cluster.apply("downloads", "replicas: 2\n");
    cluster.awaitReady("downloads");
    String before = cluster.pool("downloads").getMetadata().getResourceVersion();
    List<String> podsBefore = versions();

    AWAIT
        .during(Duration.ofSeconds(2))
        .until(
            () ->
                before.equals(cluster.pool("downloads").getMetadata().getResourceVersion())
                    && podsBefore.equals(versions()));
  }

  @Test
  void shouldPutRightAStatusThatSomebodyElseWrote() {
    cluster.apply("downloads", "replicas: 2\n");
    cluster.awaitReady("downloads");

    PoolResource spoilt =
        cluster
            .client()
            .resources(PoolResource.class)
            .inNamespace(cluster.namespace())
            .withName("downloads")
            .editStatus(
                pool -> {
                  pool.getStatus().setReady(99);
                  return pool;
                });

    assertThat(spoilt.getStatus().getReady()).isEqualTo(99);
    AWAIT.until(() -> Objects.equals(cluster.status("downloads").getReady(), 2));
  }

  private List<String> versions() {
    return cluster.pods("downloads").stream()
        .map(pod -> pod.getMetadata().getResourceVersion())
        .toList();
  }

  @Test
  void shouldNotPassTheLabelsOfThePoolOn() {
    cluster.apply("downloads", "");

    cluster.awaitReady("downloads");

    assertThat(cluster.pods("downloads").getFirst().getMetadata().getLabels())
        .doesNotContainKey("app.kubernetes.io/instance");
  }

  @Test
  void shouldReplaceAWorkerThatExits() {
    cluster.apply("downloads", "replicas: 2\n");
    cluster.awaitReady("downloads");
    Pod victim = cluster.pods("downloads").getFirst();

    kubelet.exit(victim, 3, "boom");

    AWAIT.until(() -> !cluster.podUids("downloads").contains(victim.getMetadata().getUid()));
    cluster.awaitReady("downloads");
    PoolStatus status = cluster.status("downloads");
    assertThat(cluster.pods("downloads")).hasSize(2);
    assertThat(status.getRestarts()).isEqualTo(1);
    assertThat(status.getPartitions())
        .extracting(PartitionStatus::getLastExit)
        .containsExactly("exit code 3 (Error): boom");
  }

  @Test
  void shouldReplaceAWorkerThatIsDeletedOrEvictedAndNotCountIt() {
    cluster.apply("downloads", "replicas: 2\n");
    cluster.awaitReady("downloads");
    List<Pod> before = cluster.pods("downloads");

    cluster.client().resource(before.get(0)).delete();
    kubelet.evict(before.get(1));

    AWAIT.until(
        () ->
            before.stream()
                .noneMatch(p -> cluster.podUids("downloads").contains(p.getMetadata().getUid())));
    cluster.awaitReady("downloads");
    assertThat(cluster.pods("downloads")).hasSize(2);
    assertThat(cluster.status("downloads").getRestarts()).isZero();
  }

  @Test
  void shouldScaleUpAndDownWithoutTouchingTheOthers() {
    cluster.apply("downloads", "replicas: 2\n");
    cluster.awaitReady("downloads");
    List<String> first = cluster.podUids("downloads");

    scale(4);
    cluster.awaitReady("downloads");
    assertThat(cluster.podUids("downloads")).hasSize(4).containsAll(first);
    List<String> second = cluster.podUids("downloads");

    scale(1);
    cluster.awaitReady("downloads");
    assertThat(second).containsAll(cluster.podUids("downloads"));
    assertThat(cluster.pods("downloads")).hasSize(1);
  }

  private void scale(int replicas) {
    cluster
        .client()
        .resources(PoolResource.class)
        .inNamespace(cluster.namespace())
        .withName("downloads")
        .scale(replicas);
  }

  @Test
  void shouldKeepASuspendedPoolAtZero() {
    cluster.apply("downloads", "replicas: 3\n");
    cluster.awaitReady("downloads");

    cluster.edit(
        "downloads",
        pool -> {
          pool.getSpec().setSuspend(true);
          return pool;
        });

    AWAIT.until(() -> cluster.pods("downloads").isEmpty());
    cluster.awaitReady("downloads");
    assertThat(cluster.condition("downloads", "Ready").orElseThrow().getReason())
        .isEqualTo("Suspended");
  }

  @Test
  void shouldGoOnAfterARestartAsIfNothingHadHappened() {
    cluster.apply("downloads", "replicas: 3\n");
    cluster.awaitReady("downloads");
    List<String> before = cluster.podUids("downloads");

    operator.close();
    operator = new LidoOperator(cluster.client(), cluster.options());
    operator.start();
    Pod victim = cluster.pods("downloads").getFirst();
    kubelet.exit(victim, 1, "");

    AWAIT.until(() -> !cluster.podUids("downloads").contains(victim.getMetadata().getUid()));
    cluster.awaitReady("downloads");
    assertThat(cluster.podUids("downloads")).hasSize(3);
    assertThat(before.stream().filter(cluster.podUids("downloads")::contains)).hasSize(2);
  }
}
