package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a pool's status tells, in the API server's words where it refused. */
class StatusIT extends OperatorInCluster {

  @Test
  void shouldNeverLookReadyBeforeItIs() {
    // Given
    Queue<PoolResource> pools = new ConcurrentLinkedQueue<>();
    Watch watch = watch(pools);

    // When
    cluster.apply("pool", "replicas: 2\n");
    AWAIT.until(
        () -> pools.stream().skip(1).anyMatch(pool -> !has(pool.getStatus(), "Reconciling")));
    watch.close();

    // Then: what kstatus looks at, of every state that anybody could have seen
    List<PoolStatus> seen = pools.stream().map(PoolResource::getStatus).toList();
    assertThat(seen.getFirst().getObservedGeneration()).isEqualTo(-1);
    assertThat(seen.get(1).getConditions())
        .extracting(Condition::getType, Condition::getStatus, Condition::getObservedGeneration)
        .containsExactly(
            tuple("Ready", "False", 1L),
            tuple("Reconciling", "True", 1L),
            tuple("Progressing", "True", 1L));
    assertThat(seen.subList(1, seen.size() - 1))
        .allMatch(status -> has(status, "Reconciling"))
        .extracting(PoolStatus::getObservedGeneration)
        .containsOnly(1L);
    assertThat(seen.getLast().getConditions())
        .extracting(Condition::getType)
        .containsExactly("Ready", "Progressing");
  }

  private Watch watch(Queue<PoolResource> pools) {
    return cluster
        .client()
        .resources(PoolResource.class)
        .inNamespace(cluster.namespace())
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, PoolResource pool) {
                pools.add(pool);
              }

              @Override
              public void onClose(@Nullable WatcherException cause) {}
            });
  }

  private static boolean has(PoolStatus status, String type) {
    return Objects.requireNonNull(status.getConditions()).stream()
        .anyMatch(c -> c.getType().equals(type));
  }

  @Test
  void shouldTellThatAPoolIsKnownBeforeAnythingIsDone() {
    // Given: pools that are there when the first is looked at may be older than the operator's lead
    cluster.apply("earlier", "");
    cluster.awaitReady("earlier");
    Queue<PoolResource> pools = new ConcurrentLinkedQueue<>();
    Watch watch = watch(pools);
    kubelet.start(pod -> false);

    // When
    cluster.apply("pool", "replicas: 2\n");
    AWAIT.until(() -> created().count() == 4 && pools.stream().anyMatch(StatusIT::isKnown));
    watch.close();

    // Then
    PoolResource told = pools.stream().filter(StatusIT::isKnown).findFirst().orElseThrow();
    assertThat(has(told.getStatus(), "Reconciling")).isTrue();
    assertThat(created()).allMatch(version -> version > version(told));
  }

  private static boolean isKnown(PoolResource pool) {
    return pool.getMetadata().getName().equals("pool")
        && Objects.equals(pool.getStatus().getObservedGeneration(), 1L);
  }

  /** The versions of what the pool has, which nobody changed since. */
  private Stream<Long> created() {
    KubernetesClient client = cluster.client();
    String namespace = cluster.namespace();
    return Stream.of(
            client.pods().inNamespace(namespace).withLabel(PoolNames.POOL, "pool").list(),
            client.services().inNamespace(namespace).withLabel(PoolNames.POOL, "pool").list(),
            client
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withLabel(PoolNames.POOL, "pool")
                .list())
        .flatMap(list -> list.getItems().stream())
        .map(StatusIT::version);
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  @Test
  void shouldTellOfAQuotaAndGoOnWhenItIsRaised() {
    // Given
    quota(1);

    // When
    cluster.apply("pool", "replicas: 3\n");

    // Then
    assertThat(refusal()).contains("403", "exceeded quota: few", "limited: pods=1");
    AWAIT.until(() -> Objects.equals(cluster.status("pool").getReady(), 1));
    quota(5);
    cluster.awaitReady("pool");
    assertThat(cluster.status("pool").getRestarts()).isZero();
  }

  private void quota(int pods) {
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("few")
            .withNamespace(cluster.namespace())
            .endMetadata()
            .withNewSpec()
            .addToHard("pods", Quantity.parse(Integer.toString(pods)))
            .endSpec()
            .build();
    cluster.client().resource(quota).serverSideApply();
    // In place of the controller that counts.
    cluster
        .client()
        .resource(quota)
        .editStatus(
            found ->
                new ResourceQuotaBuilder(found)
                    .withNewStatus()
                    .withHard(quota.getSpec().getHard())
                    .addToUsed("pods", Quantity.parse(Integer.toString(existing())))
                    .endStatus()
                    .build());
  }

  private int existing() {
    return cluster.pods("pool").size();
  }

  @Test
  void shouldTellOfAPodSecurityLevel() {
    // Given
    Map<String, String> level = Map.of("pod-security.kubernetes.io/enforce", "restricted");
    cluster
        .client()
        .namespaces()
        .withName(cluster.namespace())
        .edit(
            namespace -> {
              namespace.getMetadata().getLabels().putAll(level);
              return namespace;
            });

    // When
    cluster.apply("pool", "");

    // Then
    assertThat(refusal()).contains("403", "violates PodSecurity", "runAsNonRoot != true");
  }

  private String refusal() {
    AWAIT.until(
        () ->
            cluster.condition("pool", "Ready").filter(c -> is("ApiServerRefused", c)).isPresent());
    Condition reconciling = cluster.condition("pool", "Reconciling").orElseThrow();
    assertThat(reconciling.getReason()).isEqualTo("ApiServerRefused");
    return reconciling.getMessage();
  }

  @Test
  void shouldTellOfAnImageThatDoesNotExist() {
    // Given
    kubelet.start(pod -> false);
    cluster.apply("pool", "");
    AWAIT.until(() -> !cluster.pods("pool").isEmpty());
    Pod pod = cluster.pods("pool").getFirst();

    // When
    kubelet.failToPull(pod, "manifest unknown");

    // Then
    AWAIT.until(
        () ->
            cluster.condition("pool", "Ready").filter(c -> is("ImageUnavailable", c)).isPresent());
    assertThat(cluster.condition("pool", "Reconciling").orElseThrow().getMessage())
        .isEqualTo(pod.getMetadata().getName() + ": ErrImagePull: manifest unknown");
    assertThat(cluster.podUids("pool")).containsExactly(pod.getMetadata().getUid());
  }

  private static boolean is(String reason, Condition condition) {
    return reason.equals(condition.getReason());
  }
}
