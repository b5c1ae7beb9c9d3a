package dev.lido.operator.pod;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The pods of workers: the pool's template, and what the runtime needs. It is thread-safe. */
public final class WorkerPod {

  /** What the kubelet grants a worker beyond its drain. */
  private static final Duration GRACE_BEYOND_DRAIN = Duration.ofSeconds(10);

  /** A node that is lost for longer gives its workers up: Kubernetes evicts them. */
  private static final long LOST_NODE_SECONDS = 30;

  private static final List<String> LOST_NODE_TAINTS =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  private final PoolResource pool;
  private final PoolSettings settings;
  private final String revision;
  private final Map<Integer, PodDraft.Spec> specs = new ConcurrentHashMap<>();

  /** Makes pods of this pool as it is declared now. */
  public WorkerPod(PoolResource pool, PoolSettings settings, String revision) {
    this.pool = pool;
    this.settings = settings;
    this.revision = revision;
  }

  /**
   * Returns the pod of a worker.
   *
   * @param predecessor the UID that its name is made of
   * @param history how the slot's earlier workers ended, as JSON
   */
  public PodDraft of(int partition, int slot, String name, String predecessor, String history) {
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(pool.getMetadata().getNamespace())
            .addToLabels(template().map(ObjectMeta::getLabels).orElse(Map.of()))
            .addToLabels(PoolNames.POOL, pool.getMetadata().getName())
            .addToLabels(PoolNames.PARTITION, Integer.toString(partition))
            .addToLabels(PoolNames.SLOT, Integer.toString(slot))
            .addToLabels(Marks.REVISION, revision)
            .addToAnnotations(usersAnnotations())
            .addToAnnotations(EvictionMarks.of(settings.eviction().safe()))
            .addToAnnotations(Marks.PREDECESSOR, predecessor)
            .addToAnnotations(Marks.HISTORY, history)
            .withOwnerReferences(Ownership.by(pool))
            .build();
    return new PodDraft(metadata, specs.computeIfAbsent(partition, p -> PodDraft.Spec.of(spec(p))));
  }

  /** A mark that a template brought along would make every new worker one that is being removed. */
  private Map<String, String> usersAnnotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    template().map(ObjectMeta::getAnnotations).ifPresent(annotations::putAll);
    annotations.keySet().removeIf(key -> key.startsWith(Marks.PREFIX));
    return annotations;
  }

  private Optional<ObjectMeta> template() {
    return Optional.ofNullable(pool.getSpec().getTemplate()).map(PodTemplateSpec::getMetadata);
  }

  private PodSpec spec(int partition) {
    PodSpec declared =
        Objects.requireNonNull(pool.getSpec().getTemplate(), "spec.template").getSpec();
    Predicate<Container> isWorker = c -> PoolNames.WORKER_CONTAINER.equals(c.getName());
    WorkerContainer container = new WorkerContainer(pool, settings, partition);
    return new PodSpecBuilder(declared)
        .withRestartPolicy("Never")
        .withTerminationGracePeriodSeconds(graceSeconds())
        .addAllToTolerations(missingTolerations(declared.getTolerations()).toList())
        .withContainers(
            declared.getContainers().stream()
                .map(c -> isWorker.test(c) ? container.of(c) : c)
                .toList())
        .build();
  }

  private long graceSeconds() {
    return settings.drainTimeout().plus(GRACE_BEYOND_DRAIN).plusMillis(999).toSeconds();
  }

  private static Stream<Toleration> missingTolerations(List<Toleration> declared) {
    return LOST_NODE_TAINTS.stream()
        .filter(taint -> declared.stream().noneMatch(t -> taint.equals(t.getKey())))
        .map(
            taint ->
                new TolerationBuilder()
                    .withKey(taint)
                    .withOperator("Exists")
                    .withEffect("NoExecute")
                    .withTolerationSeconds(LOST_NODE_SECONDS)
                    .build());
  }
}
