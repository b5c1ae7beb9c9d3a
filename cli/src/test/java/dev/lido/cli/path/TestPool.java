package dev.lido.cli.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSpec;
import dev.lido.crds.v1alpha1.QueueSpec;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;

/** A declared pool, and what the tests do with it from outside. */
final class TestPool {

  static final ConditionFactory AWAIT = await().timeout(Duration.ofSeconds(60));

  private final KubernetesClient client;
  private final String name;

  private TestPool(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Returns the spec of a pool, to be changed and declared. */
  static PoolSpec spec(int partitions, int replicas, int maxConcurrency) {
    return spec(partitions, replicas, maxConcurrency, Map.of());
  }

  static PoolSpec spec(
      int partitions, int replicas, int maxConcurrency, Map<String, String> environment) {
    PoolSpec spec = new PoolSpec();
    spec.setPartitions(partitions);
    spec.setReplicas(replicas);
    spec.setMaxConcurrency(maxConcurrency);
    QueueSpec queue = new QueueSpec();
    queue.setTimeout("60s");
    spec.setQueue(queue);
    List<EnvVar> variables =
        environment.entrySet().stream()
            .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
            .toList();
    spec.setTemplate(
        new PodTemplateSpecBuilder()
            .withNewSpec()
            .addNewContainer()
            .withName(PoolNames.WORKER_CONTAINER)
            .withImage("tests")
            .withEnv(variables)
            .endContainer()
            .endSpec()
            .build());
    return spec;
  }

  static TestPool declare(KubernetesClient client, String name, PoolSpec spec) {
    PoolResource pool = new PoolResource();
    pool.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(client.getNamespace()).build());
    pool.setSpec(spec);
    client.resource(pool).create();
    return new TestPool(client, name);
  }

  String name() {
    return name;
  }

  TestPool awaitReady(int workers) {
    AWAIT.untilAsserted(
        () -> {
          PoolResource pool = resource().get();
          assertThat(pool.getStatus()).as("status of %s", name).isNotNull();
          assertThat(pool.getStatus().getReady()).as("ready of %s", name).isEqualTo(workers);
          assertThat(ready(pool)).as("Ready of %s", name).isEqualTo("True");
        });
    return this;
  }

  void awaitReadyWorkers(int workers) {
    AWAIT.untilAsserted(
        () ->
            assertThat(resource().get().getStatus())
                .as("status of %s", name)
                .isNotNull()
                .satisfies(status -> assertThat(status.getReady()).isEqualTo(workers)));
  }

  /** Returns the workers' pods that have not ended and are not about to. */
  List<Pod> pods() {
    return client.pods().withLabel(PoolNames.POOL, name).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .toList();
  }

  /** Returns the process of a worker that runs on this machine. */
  static ProcessHandle process(Pod pod) {
    return ProcessHandle.of(Long.parseLong(pod.getMetadata().getAnnotations().get("lido.dev/pid")))
        .orElseThrow();
  }

  List<String> uids() {
    return pods().stream().map(pod -> pod.getMetadata().getUid()).sorted().toList();
  }

  void scale(int replicas) {
    resource()
        .edit(
            pool -> {
              pool.getSpec().setReplicas(replicas);
              return pool;
            });
  }

  void delete() {
    resource().delete();
    AWAIT.untilAsserted(
        () ->
            assertThat(client.pods().withLabel(PoolNames.POOL, name).list().getItems())
                .as("pods of %s", name)
                .isEmpty());
  }

  private Resource<PoolResource> resource() {
    return client.resources(PoolResource.class).withName(name);
  }

  private static String ready(PoolResource pool) {
    return Optional.ofNullable(pool.getStatus().getConditions()).orElse(List.of()).stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(Condition::getStatus)
        .findFirst()
        .orElse("missing");
  }
}
