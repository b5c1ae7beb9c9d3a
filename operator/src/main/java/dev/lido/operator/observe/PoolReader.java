package dev.lido.operator.observe;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.operator.pod.DisruptionBudget;
import dev.lido.operator.pod.GroupService;
import dev.lido.operator.pod.Ownership;
import dev.lido.operator.pod.Revision;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the view of a pool. */
public final class PoolReader {

  private PoolReader() {}

  /**
   * Returns the view of a pool, as its objects in the caches tell.
   *
   * @throws IllegalArgumentException if its spec cannot be read
   */
  public static PoolView view(
      PoolResource pool,
      Collection<Pod> pods,
      Optional<Service> service,
      Optional<PodDisruptionBudget> budget,
      Map<String, OptionalInt> drains,
      Readings readings) {
    ObjectMeta metadata = pool.getMetadata();
    PoolSettings settings = PoolSettings.of(pool.getSpec());
    return new PoolView(
        id(pool),
        settings,
        Revision.of(pool.getSpec().getTemplate(), settings),
        WorkerReader.workers(metadata.getUid(), pods, readings),
        service.map(s -> state(pool, s)).orElse(ServiceState.MISSING),
        state(pool, settings, budget),
        false,
        Optional.empty(),
        drains);
  }

  /** Returns which pool it is. */
  public static PoolId id(PoolResource pool) {
    ObjectMeta metadata = pool.getMetadata();
    return new PoolId(
        metadata.getNamespace(), metadata.getName(), metadata.getUid(), generation(metadata));
  }

  /** Returns the version of the spec; servers that count none have always the first. */
  public static long generation(ObjectMeta metadata) {
    Long generation = metadata.getGeneration();
    return generation == null ? 1 : generation;
  }

  private static ServiceState state(PoolResource pool, Service service) {
    if (!Ownership.isBy(pool.getMetadata().getUid(), service)) {
      return ServiceState.FOREIGN;
    }
    return GroupService.matches(pool, service) ? ServiceState.RIGHT : ServiceState.CHANGED;
  }

  private static BudgetState state(
      PoolResource pool, PoolSettings settings, Optional<PodDisruptionBudget> actual) {
    Optional<PodDisruptionBudget> wanted = DisruptionBudget.of(pool, settings);
    if (actual.isEmpty()) {
      return wanted.isEmpty() ? BudgetState.RIGHT : BudgetState.MISSING;
    }
    boolean own = Ownership.isBy(pool.getMetadata().getUid(), actual.get());
    if (wanted.isEmpty()) {
      return own ? BudgetState.UNWANTED : BudgetState.RIGHT;
    }
    if (!own) {
      return BudgetState.FOREIGN;
    }
    return DisruptionBudget.matches(wanted.get(), actual.get())
        ? BudgetState.RIGHT
        : BudgetState.CHANGED;
  }
}
