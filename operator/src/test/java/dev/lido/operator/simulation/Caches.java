package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.reconcile.Cached;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The caches of one operator process: four watches that know nothing of each other. */
final class Caches {

  /** How many changes a list may be behind. */
  private static final int LONGEST_LAG = 6;

  private final Mirror<PoolResource> pools;
  private final Mirror<Pod> pods;
  private final Mirror<Service> services;
  private final Mirror<PodDisruptionBudget> budgets;

  Caches(ApiServer server) {
    pools = new Mirror<>(server.pools);
    pods = new Mirror<>(server.pods);
    services = new Mirror<>(server.services);
    budgets = new Mirror<>(server.budgets);
  }

  /** Delivers some events of one of the watches; returns false if there were none. */
  boolean deliver(SplittableRandom random) {
    Mirror<?> watch = List.of(pools, pods, pods, services, budgets).get(random.nextInt(5));
    boolean any = false;
    for (int events = random.nextInt(1, 5); events > 0 && watch.deliver(); events--) {
      any = true;
    }
    return any;
  }

  /** Delivers all events; returns false if there are none. */
  boolean deliverAll() {
    boolean any = pools.deliverAll();
    any |= pods.deliverAll();
    any |= services.deliverAll();
    any |= budgets.deliverAll();
    return any;
  }

  /** Loses the watches, and lists everything anew, or older. */
  void relist(SplittableRandom random) {
    List.of(pools, pods, services, budgets)
        .forEach(mirror -> mirror.relist(random.nextInt(2) * random.nextInt(LONGEST_LAG)));
  }

  Optional<Cached> view() {
    return pools.all().stream()
        .findFirst()
        .map(
            pool ->
                new Cached(
                    pool,
                    List.copyOf(pods.all()),
                    services.all().stream().findFirst(),
                    budgets.all().stream().findFirst()));
  }

  @Override
  public String toString() {
    return "behind by "
        + pools.lag()
        + "/"
        + pods.lag()
        + "/"
        + services.lag()
        + "/"
        + budgets.lag();
  }
}
