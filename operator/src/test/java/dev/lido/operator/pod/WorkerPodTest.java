package dev.lido.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkerPodTest {

  private static final String POOL =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: pool, namespace: here, uid: pool-uid, labels: {theirs: x}}
      spec:
        maxConcurrency: 7
        drain: {timeout: 1500ms}
        template:
          metadata: {labels: {own: y}, annotations: {note: z}}
          spec:
            tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute}]
            containers:
              - name: sidecar
                image: side
              - name: worker
                image: example
                env: [{name: MINE, value: $(LIDO_POOL)}]
                livenessProbe: {exec: {command: ["true"]}}
      """;

  private final PoolResource pool = Serialization.unmarshal(POOL, PoolResource.class);
  private final Pod pod =
      new WorkerPod(pool, PoolSettings.of(pool.getSpec()), "r1")
          .of(1, 2, "pool-1-2-abcde", "before", "{}")
          .pod();

  private Container container(String name) {
    return pod.getSpec().getContainers().stream()
        .filter(c -> name.equals(c.getName()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldTellTheWorkerWhoItIs() {
    Map<String, String> env =
        container("worker").getEnv().stream()
            .collect(Collectors.toMap(EnvVar::getName, WorkerPodTest::describe));

    assertThat(env)
        .containsEntry("LIDO_NAMESPACE", "metadata.namespace")
        .containsEntry("LIDO_POOL", "pool")
        .containsEntry("LIDO_PARTITION", "1")
        .containsEntry("LIDO_WORKER", "metadata.name")
        .containsEntry("LIDO_ADDRESS", "status.podIP")
        .containsEntry("LIDO_PORT", "7070")
        .containsEntry("LIDO_HEALTH_PORT", "7071")
        .containsEntry("LIDO_MAX_CONCURRENCY", "7")
        .containsEntry("LIDO_DRAIN_TIMEOUT", "1500ms")
        .containsEntry("MINE", "$(LIDO_POOL)");
    assertThat(container("sidecar").getEnv()).isEmpty();
  }

  private static String describe(EnvVar variable) {
    return variable.getValue() != null
        ? variable.getValue()
        : variable.getValueFrom().getFieldRef().getFieldPath();
  }

  @Test
  void shouldAddPortsAndTheProbesThatAreNotDeclared() {
    Container worker = container("worker");

    assertThat(worker.getPorts())
        .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
        .containsExactly(tuple("lido", 7070), tuple("lido-health", 7071));
    assertThat(worker.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    assertThat(worker.getStartupProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(worker.getLivenessProbe().getHttpGet()).isNull();
    assertThat(worker.getTerminationMessagePolicy()).isEqualTo("FallbackToLogsOnError");
  }

  @Test
  void shouldNeverBeRestartedAndHaveTimeToDrain() {
    assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getSpec().getTerminationGracePeriodSeconds()).isEqualTo(12);
  }

  @Test
  void shouldLeaveALostNodeAfterThirtySecondsUnlessDeclaredOtherwise() {
    assertThat(pod.getSpec().getTolerations())
        .extracting(Toleration::getKey, Toleration::getTolerationSeconds)
        .containsExactly(
            tuple("node.kubernetes.io/not-ready", null),
            tuple("node.kubernetes.io/unreachable", 30L));
  }

  @Test
  void shouldBelongToThePoolAndCarryTheTemplatesLabelsOnly() {
    assertThat(Ownership.isBy("pool-uid", pod)).isTrue();
    assertThat(Ownership.isBy("other-uid", pod)).isFalse();
    assertThat(pod.getMetadata().getLabels())
        .containsOnly(
            Map.entry("own", "y"),
            Map.entry("lido.dev/pool", "pool"),
            Map.entry("lido.dev/partition", "1"),
            Map.entry("lido.dev/slot", "2"),
            Map.entry("lido.dev/revision", "r1"));
    assertThat(pod.getMetadata().getAnnotations()).containsEntry("note", "z");
  }

  /** One that was drained from the beginning would be removed, and so would be its successor. */
  @Test
  void shouldNotBeginWithMarksOfTheTemplate() {
    // Given
    String marked = POOL.replace("{note: z}", "{note: z, lido.dev/draining: now}");
    PoolResource careless = Serialization.unmarshal(marked, PoolResource.class);

    // When
    Pod worker =
        new WorkerPod(careless, PoolSettings.of(careless.getSpec()), "r1")
            .of(1, 2, "pool-1-2-abcde", "before", "{}")
            .pod();

    // Then
    assertThat(worker.getMetadata().getAnnotations())
        .containsOnly(
            Map.entry("note", "z"),
            Map.entry("lido.dev/predecessor", "before"),
            Map.entry("lido.dev/history", "{}"));
  }

  @Test
  void shouldChangeTheRevisionWithTheTemplateOnly() {
    String before = revision(POOL);

    assertThat(revision(POOL.replace("spec:\n  max", "spec:\n  replicas: 9\n  max")))
        .isEqualTo(before);
    assertThat(revision(POOL.replace("{own: y}", "{own: z}"))).isNotEqualTo(before);
    assertThat(revision(POOL.replace("maxConcurrency: 7", "maxConcurrency: 8")))
        .isNotEqualTo(before);
  }

  /** Workers of this revision run in clusters: an upgrade of the operator must not restart them. */
  @Test
  void shouldNotChangeTheRevisionOfWhatIsDeclaredAlready() {
    assertThat(revision(POOL)).isEqualTo("9035adb23b");
    assertThat(revision(POOL.replace("spec:\n  max", "spec:\n  eviction: {safe: Always}\n  max")))
        .isEqualTo(revision(POOL));
    assertThat(revision(POOL.replace("spec:\n  max", "spec:\n  eviction: {budget: None}\n  max")))
        .isEqualTo(revision(POOL));
    assertThat(revision(POOL.replace("spec:\n  max", "spec:\n  eviction: {safe: Never}\n  max")))
        .isNotEqualTo(revision(POOL));
  }

  @Test
  void shouldTellAutoscalersWhomTheyMustNotEvict() {
    PoolResource unsafe =
        Serialization.unmarshal(
            POOL.replace("spec:\n  max", "spec:\n  eviction: {safe: OnUpgrade}\n  max"),
            PoolResource.class);

    Pod marked =
        new WorkerPod(unsafe, PoolSettings.of(unsafe.getSpec()), "r1")
            .of(1, 2, "pool-1-2-abcde", "before", "{}")
            .pod();

    assertThat(marked.getMetadata().getAnnotations())
        .containsEntry("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")
        .containsEntry("karpenter.sh/do-not-disrupt", "true");
    assertThat(pod.getMetadata().getAnnotations())
        .doesNotContainKeys(
            "cluster-autoscaler.kubernetes.io/safe-to-evict", "karpenter.sh/do-not-disrupt");
  }

  private static String revision(String yaml) {
    PoolResource declared = Serialization.unmarshal(yaml, PoolResource.class);
    return Revision.of(declared.getSpec().getTemplate(), PoolSettings.of(declared.getSpec()));
  }

  @Test
  void shouldNameWorkersAfterTheirPredecessors() {
    String name = WorkerNames.of("pool", 1, 2, "some-uid");

    assertThat(name).matches("pool-1-2-[a-z0-9]{5}");
    assertThat(name).isEqualTo(WorkerNames.of("pool", 1, 2, "some-uid"));
    assertThat(name).isNotEqualTo(WorkerNames.of("pool", 1, 2, "other-uid"));
  }
}
