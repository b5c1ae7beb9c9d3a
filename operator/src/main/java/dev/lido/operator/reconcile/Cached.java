package dev.lido.operator.reconcile;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Optional;

/**
 * What the caches hold of a pool; each may lag behind the API server, and behind the others.
 *
 * @param pool the pool
 * @param pods the pods that carry its label
 * @param service its Service
 * @param budget its PodDisruptionBudget
 */
public record Cached(
    PoolResource pool,
    List<Pod> pods,
    Optional<Service> service,
    Optional<PodDisruptionBudget> budget) {

  /** Copies the list. */
  public Cached {
    pods = List.copyOf(pods);
  }
}
