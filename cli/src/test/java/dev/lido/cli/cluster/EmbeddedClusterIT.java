package dev.lido.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.cli.kubelet.LocalKubelet;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real operator, local kubelet and workers on the embedded API server. */
class EmbeddedClusterIT {

  private static final String POOL =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: demo, namespace: default}
      spec:
        partitions: 2
        replicas: 2
        maxConcurrency: 3
        template:
          spec:
            containers:
            - {name: worker, image: "none"}
      """;

  @TempDir private Path directory;
  private EmbeddedCluster cluster;
  private KubernetesClient client;

  @BeforeEach
  void start() {
    cluster = EmbeddedCluster.start(ClusterOptions.in(directory));
    client = cluster.client();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Resource<PoolResource> pool() {
    return client.resources(PoolResource.class).inNamespace("default").withName("demo");
  }

  private List<Pod> workers() {
    return client.pods().inNamespace("default").withLabel(PoolNames.POOL, "demo").list().getItems();
  }

  private List<Long> pids() {
    return workers().stream()
        .flatMap(pod -> Optional.ofNullable(pod.getMetadata().getAnnotations()).stream())
        .flatMap(annotations -> Optional.ofNullable(annotations.get(LocalKubelet.PID)).stream())
        .map(Long::valueOf)
        .toList();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private void awaitReady(int workers) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              PoolStatus status = pool().get().getStatus();
              assertThat(status).isNotNull();
              assertThat(status.getReady()).isEqualTo(workers);
              assertThat(status.getConditions())
                  .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
              assertThat(workers()).hasSize(workers);
            });
  }

  @Test
  void shouldKeepAPoolAsDeclaredFromItsCreationToItsDeletion() {
    // Given a pool
    client.resource(Serialization.unmarshal(POOL, PoolResource.class)).create();
    awaitReady(2);
    assertThat(pool().get().getStatus().getCapacity()).isEqualTo(6);

    // When it is scaled up
    pool().scale(4);

    // Then it has more workers
    awaitReady(4);
    List<Long> before = pids();
    assertThat(before).hasSize(4).allMatch(EmbeddedClusterIT::isAlive);

    // When a worker is killed
    ProcessHandle.of(before.getFirst()).orElseThrow().destroyForcibly();

    // Then another takes its place
    await().atMost(Duration.ofSeconds(30)).until(() -> !pids().contains(before.getFirst()));
    awaitReady(4);
    assertThat(pids()).containsAll(before.subList(1, 4));

    // When the pool is deleted
    List<Long> last = pids();
    pool().delete();

    // Then nothing is left
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(workers()).isEmpty();
              assertThat(client.services().inNamespace("default").list().getItems()).isEmpty();
            });
    assertThat(last).noneMatch(EmbeddedClusterIT::isAlive);
  }

  @Test
  void shouldLeaveNoProcessBehindWhenItIsClosed() {
    // Given
    client.resource(Serialization.unmarshal(POOL, PoolResource.class)).create();
    awaitReady(2);
    List<Long> pids = pids();

    // When
    cluster.close();

    // Then
    await().untilAsserted(() -> assertThat(pids).noneMatch(EmbeddedClusterIT::isAlive));
  }
}
