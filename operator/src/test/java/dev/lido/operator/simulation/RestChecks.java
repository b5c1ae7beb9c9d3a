package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.BudgetPolicy;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.crds.v1alpha1.UpdateType;
import dev.lido.operator.pod.Revision;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rules for a world at rest, in which nothing is wrong any more. */
final class RestChecks {

  private final World world;

  RestChecks(World world) {
    this.world = world;
  }

  /** Tells whether a partition's replacements are stopped, which must have been told then. */
  boolean isStopped() {
    return world
        .server
        .pool()
        .flatMap(pool -> condition(status(pool), "Stalled"))
        .filter(c -> c.getReason().equals("RestartIntensityReached"))
        .isPresent();
  }

  void check() {
    Optional<PoolResource> pool = world.server.pool();
    if (pool.isEmpty()) {
      Rule.AS_DECLARED.check(
          world.pods().isEmpty()
              && world.server.services.all().isEmpty()
              && world.server.budgets.all().isEmpty(),
          "the pool is gone, not all that it owned");
      return;
    }
    PoolSettings settings = PoolSettings.of(pool.get().getSpec());
    List<Fact> workers = Fact.all(world.server, pool.get().getMetadata().getUid());
    checkWorkers(pool.get(), settings, workers);
    checkStatus(pool.get(), settings, workers);
  }

  private void checkWorkers(PoolResource pool, PoolSettings settings, List<Fact> workers) {
    IntStream.range(0, settings.partitions())
        .forEach(
            partition ->
                Rule.AS_DECLARED.check(
                    workers.stream().filter(w -> w.partition() == partition && w.ready()).count()
                        == settings.replicasOf(partition),
                    "partition " + partition + " of " + settings.replicas() + ": " + workers));
    boolean onDelete = settings.update().type() == UpdateType.OnDelete;
    String revision = Revision.of(pool.getSpec().getTemplate(), settings);
    long slots = workers.stream().map(w -> w.partition() + "/" + w.slot()).distinct().count();
    Rule.AS_DECLARED.check(
        slots == settings.replicas() && world.pods().size() == settings.replicas(),
        "more than the declared: " + world.pods().size() + " pods in " + slots + " slots");
    Rule.AS_DECLARED.check(
        onDelete || workers.stream().allMatch(w -> w.revision().equals(revision)),
        "not up to date: " + workers);
    Rule.AS_DECLARED.check(
        world.server.services.get(PoolNames.service(ApiServer.POOL)).stream()
            .anyMatch(s -> !Boolean.TRUE.equals(s.getSpec().getPublishNotReadyAddresses())),
        "the Service is missing or spoilt");
    checkBudget(settings);
  }

  /** As many may be evicted as the partition that can spare least can spare, but always one. */
  private void checkBudget(PoolSettings settings) {
    Optional<Integer> stay =
        world.server.budgets.get(PoolNames.budget(ApiServer.POOL)).stream()
            .map(budget -> budget.getSpec().getMinAvailable())
            .map(number -> number == null ? Integer.valueOf(-1) : number.getIntVal())
            .findFirst();
    if (settings.eviction().budget() == BudgetPolicy.None) {
      Rule.AS_DECLARED.check(stay.isEmpty(), "there is a budget, and none is wanted");
      return;
    }
    int spare =
        IntStream.range(0, settings.partitions())
            .map(partition -> settings.update().unavailable(settings.replicasOf(partition)))
            .map(n -> Math.max(1, n))
            .min()
            .orElseThrow();
    Rule.AS_DECLARED.check(
        stay.filter(n -> n == Math.max(0, settings.replicas() - spare)).isPresent(),
        "of " + settings.replicas() + " must stay by the budget: " + stay);
  }

  private void checkStatus(PoolResource pool, PoolSettings settings, List<Fact> workers) {
    PoolStatus status = status(pool);
    String revision = Revision.of(pool.getSpec().getTemplate(), settings);
    int updated = (int) workers.stream().filter(w -> w.revision().equals(revision)).count();
    List<Integer> right =
        List.of(settings.replicas(), settings.replicas(), settings.replicas(), updated, 0);
    List<Integer> told =
        List.of(
            status.getReplicas(),
            status.getDesired(),
            status.getReady(),
            status.getUpdated(),
            status.getUnavailable());
    Rule.STATUS_RIGHT.check(told.equals(right), told + ", not " + right);
    Rule.STATUS_RIGHT.check(
        Objects.equals(status.getObservedGeneration(), pool.getMetadata().getGeneration())
            && is(status, "Ready")
            && is(status, "Progressing")
            && condition(status, "Reconciling").isEmpty()
            && condition(status, "Stalled").isEmpty(),
        StatusText.of(status));
  }

  private static boolean is(PoolStatus status, String type) {
    return condition(status, type).filter(c -> c.getStatus().equals("True")).isPresent();
  }

  private static PoolStatus status(PoolResource pool) {
    return Objects.requireNonNullElseGet(pool.getStatus(), PoolStatus::new);
  }

  private static Optional<Condition> condition(PoolStatus status, String type) {
    return Objects.requireNonNullElse(status.getConditions(), List.<Condition>of()).stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }
}
