package dev.lido.operator.observe;

import dev.lido.crds.v1alpha1.PoolSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that a plan depends on, besides the time. It is immutable.
 *
 * @param pool which pool
 * @param settings what its spec asks for
 * @param revision the revision of workers that its spec asks for
 * @param workers its workers
 * @param service its Service
 * @param budget its PodDisruptionBudget
 * @param live whether {@code workers} come from the API server itself, not from a cache
 * @param loads the children of ready workers by UID, empty for one that does not answer; absent
 *     while nobody asked them
 * @param drains the children left in draining workers by UID, empty for one that does not answer;
 *     those that were not told yet are missing
 */
public record PoolView(
    PoolId pool,
    PoolSettings settings,
    String revision,
    List<Worker> workers,
    ServiceState service,
    BudgetState budget,
    boolean live,
    Optional<Map<String, OptionalInt>> loads,
    Map<String, OptionalInt> drains) {

  /** Copies the collections. */
  public PoolView {
    workers = List.copyOf(workers);
    loads = loads.map(Map::copyOf);
    drains = Map.copyOf(drains);
  }

  /** Returns this view with the workers that the API server itself listed. */
  public PoolView withLive(List<Worker> listed) {
    return new PoolView(pool, settings, revision, listed, service, budget, true, loads, drains);
  }

  /** Returns this view with the same workers, of which more is known. */
  public PoolView withWorkers(List<Worker> known) {
    return new PoolView(pool, settings, revision, known, service, budget, live, loads, drains);
  }

  /** Returns this view with what the workers said of their loads. */
  public PoolView withLoads(Map<String, OptionalInt> told) {
    return new PoolView(
        pool, settings, revision, workers, service, budget, live, Optional.of(told), drains);
  }
}
