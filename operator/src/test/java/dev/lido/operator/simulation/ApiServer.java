package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSpec;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The API server: the truth. What it answers to the operator is {@link FaultyApi}'s concern. */
final class ApiServer {

  static final String NAMESPACE = "default";
  static final String POOL = "pool";

  final Journal<PoolResource> pools = new Journal<>();
  final Journal<Pod> pods = new Journal<>();
  final Journal<Service> services = new Journal<>();
  final Journal<PodDisruptionBudget> budgets = new Journal<>();

  private final VirtualClock clock;
  private final Map<String, Machine> machines = new HashMap<>();
  private long version;
  private int created;

  ApiServer(VirtualClock clock) {
    this.clock = clock;
  }

  /** Returns the only pool, if there is one. */
  Optional<PoolResource> pool() {
    return pools.get(POOL);
  }

  Machine machine(Pod pod) {
    return machines.computeIfAbsent(Pods.uid(pod), uid -> new Machine("10.0.0." + uid));
  }

  void createPool(PoolSpec spec) {
    PoolResource pool = new PoolResource();
    pool.setMetadata(newMetadata(new ObjectMetaBuilder().withName(POOL).build()));
    pool.getMetadata().setGeneration(1L);
    pool.setSpec(spec);
    pools.put(pool);
  }

  void declare(PoolSpec spec) {
    PoolResource before = pool().orElseThrow();
    PoolResource after = copy(before);
    after.getMetadata().setGeneration(before.getMetadata().getGeneration() + 1);
    after.setSpec(spec);
    pools.put(after);
  }

  void writeStatus(PoolStatus status) {
    PoolResource after = copy(pool().orElseThrow());
    after.setStatus(status);
    pools.put(after);
  }

  private PoolResource copy(PoolResource pool) {
    PoolResource copy = new PoolResource();
    copy.setMetadata(nextVersion(pool.getMetadata()));
    copy.setSpec(pool.getSpec());
    copy.setStatus(pool.getStatus());
    return copy;
  }

  void createPod(Pod pod) {
    Pod stored = Pods.with(pod, newMetadata(pod.getMetadata()));
    pods.put(Pods.with(stored, new PodStatusBuilder().withPhase("Pending").build()));
  }

  /** Changes a pod, if it is still there; one that does not change keeps its version. */
  void changePod(String name, UnaryOperator<Pod> change) {
    pods.get(name)
        .ifPresent(
            pod -> {
              Pod after = change.apply(pod);
              pods.put(Pods.with(after, nextVersion(after.getMetadata())));
            });
  }

  /** Deletes a pod gracefully, as the API server does it for users and controllers alike. */
  void deletePod(Pod pod) {
    Machine machine = machine(pod);
    if (Pods.ended(pod) || machine.node == Machine.NOWHERE) {
      pods.remove(pod.getMetadata().getName());
    } else if (!Pods.deleting(pod)) {
      long grace = pod.getSpec().getTerminationGracePeriodSeconds();
      machine.killedAt = Optional.of(clock.instant().plus(Duration.ofSeconds(grace)));
      changePod(pod.getMetadata().getName(), p -> Pods.deleting(p, clock.written()));
    }
  }

  void createService(Service service) {
    Service stored = new Service();
    stored.setMetadata(newMetadata(service.getMetadata()));
    stored.setSpec(service.getSpec());
    services.put(stored);
  }

  void changeService(String name, UnaryOperator<ServiceSpec> change) {
    services
        .get(name)
        .ifPresent(
            service -> {
              Service after = new Service();
              after.setMetadata(nextVersion(service.getMetadata()));
              after.setSpec(change.apply(service.getSpec()));
              services.put(after);
            });
  }

  void createBudget(PodDisruptionBudget budget) {
    PodDisruptionBudget stored = new PodDisruptionBudget();
    stored.setMetadata(newMetadata(budget.getMetadata()));
    stored.setSpec(budget.getSpec());
    budgets.put(stored);
  }

  void changeBudget(String name, UnaryOperator<PodDisruptionBudgetSpec> change) {
    budgets
        .get(name)
        .ifPresent(
            budget -> {
              PodDisruptionBudget after = new PodDisruptionBudget();
              after.setMetadata(nextVersion(budget.getMetadata()));
              after.setSpec(change.apply(budget.getSpec()));
              budgets.put(after);
            });
  }

  /** Somebody changes something of an object that is nobody else's concern. */
  void touch(HasMetadata object) {
    switch (object) {
      case Pod pod -> changePod(pod.getMetadata().getName(), p -> p);
      case Service service -> changeService(service.getMetadata().getName(), spec -> spec);
      case PodDisruptionBudget budget -> changeBudget(budget.getMetadata().getName(), s -> s);
      case PoolResource pool -> pools.put(copy(pool));
      default -> throw new IllegalArgumentException(object.getKind());
    }
  }

  private ObjectMeta newMetadata(ObjectMeta wanted) {
    created++;
    return new ObjectMetaBuilder(wanted)
        .withNamespace(NAMESPACE)
        .withUid(Integer.toString(created))
        .withCreationTimestamp(clock.written())
        .withResourceVersion(Long.toString(++version))
        .build();
  }

  private ObjectMeta nextVersion(ObjectMeta before) {
    return new ObjectMetaBuilder(before).withResourceVersion(Long.toString(++version)).build();
  }
}
