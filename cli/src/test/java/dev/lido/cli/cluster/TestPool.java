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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A pool of stock workers, as tests see it. */
public record TestPool(KubernetesClient client, String namespace, String name) {

  /** Declares it. */
  public TestPool create(int replicas) {
    client.resource(Serialization.unmarshal(yaml(replicas), PoolResource.class)).create();
    return this;
  }

  private String yaml(int replicas) {
    return """
    apiVersion: lido.dev/v1alpha1
    kind: PoolResource
    metadata: {name: %s, namespace: %s}
    spec:
      partitions: 2
      replicas: %d
      maxConcurrency: 3
      template:
        spec:
          containers:
          - {name: worker, image: "none"}
    """
        .formatted(name, namespace, replicas);
  }

  /** Returns its resource. */
  public Resource<PoolResource> resource() {
    return client.resources(PoolResource.class).inNamespace(namespace).withName(name);
  }

  /** Returns its pods. */
  public List<Pod> pods() {
    return client.pods().inNamespace(namespace).withLabel(PoolNames.POOL, name).list().getItems();
  }

  /** Returns the process ids of its workers. */
  public List<Long> pids() {
    return pods().stream()
        .flatMap(pod -> Optional.ofNullable(pod.getMetadata().getAnnotations()).stream())
        .flatMap(annotations -> Optional.ofNullable(annotations.get(LocalKubelet.PID)).stream())
        .map(Long::valueOf)
        .toList();
  }

  /** Waits until it is Ready with so many workers, and no pod besides. */
  public TestPool awaitReady(int workers) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              PoolStatus status = resource().get().getStatus();
              assertThat(status).isNotNull();
              assertThat(status.getReady()).isEqualTo(workers);
              assertThat(status.getConditions())
                  .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
              assertThat(pods()).hasSize(workers);
            });
    return this;
  }

  /** Kills a process with SIGKILL. */
  public static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** Whether a process runs. */
  public static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
