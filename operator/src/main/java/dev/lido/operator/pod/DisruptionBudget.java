package dev.lido.operator.pod;

import dev.lido.crds.v1alpha1.BudgetPolicy;
import dev.lido.crds.v1alpha1.EvictionSafety;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The PodDisruptionBudget that limits how many workers are evicted at a time.
 *
 * <p>It names the workers that must stay as a number, not those that may be missing. Of a {@code
 * maxUnavailable}, or a percentage, Kubernetes asks the pool's scale subresource for the number of
 * workers: that is {@code spec.replicas} as written, which is less than what there is when it is
 * less than {@code partitions}, and then lets too many go. And it rounds shares up, the pool down.
 */
public final class DisruptionBudget {

  /** More workers than a pool can have. */
  private static final int NONE_MAY_GO = 1_000_000;

  private DisruptionBudget() {}

  /** Returns the budget of a pool; empty if the operator is to keep none. */
  public static Optional<PodDisruptionBudget> of(PoolResource pool, PoolSettings settings) {
    return settings.eviction().budget() == BudgetPolicy.None
        ? Optional.empty()
        : Optional.of(make(pool, settings));
  }

  private static PodDisruptionBudget make(PoolResource pool, PoolSettings settings) {
    String name = pool.getMetadata().getName();
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName(PoolNames.budget(name))
        .withNamespace(pool.getMetadata().getNamespace())
        .addToLabels(PoolNames.POOL, name)
        .withOwnerReferences(Ownership.by(pool))
        .endMetadata()
        .withNewSpec()
        .withMinAvailable(new IntOrString(minAvailable(settings)))
        .withNewSelector()
        .addToMatchLabels(PoolNames.POOL, name)
        .endSelector()
        // A worker that is not ready may always go: else a broken pool would keep its nodes.
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .endSpec()
        .build();
  }

  /**
   * Returns the workers that must stay. Evictions do not look at partitions: so no more may go in
   * all than may be missing in the partition that can spare least, but always one.
   */
  private static int minAvailable(PoolSettings settings) {
    if (settings.eviction().safe() == EvictionSafety.Never) {
      return NONE_MAY_GO;
    }
    int mayGo =
        IntStream.range(0, settings.partitions())
            .map(partition -> settings.update().unavailable(settings.replicasOf(partition)))
            .min()
            .orElse(1);
    return Math.max(0, settings.replicas() - Math.max(1, mayGo));
  }

  /** Tells whether a budget allows the same as the wanted one. */
  public static boolean matches(PodDisruptionBudget wanted, PodDisruptionBudget actual) {
    return wanted.getSpec().getMinAvailable().equals(actual.getSpec().getMinAvailable())
        && actual.getSpec().getMaxUnavailable() == null
        && Objects.equals(wanted.getSpec().getSelector(), actual.getSpec().getSelector());
  }

  /** Returns the fields of its spec for a merge patch; null removes what somebody else wrote. */
  public static Map<String, Object> fields(PodDisruptionBudget wanted) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("minAvailable", wanted.getSpec().getMinAvailable());
    fields.put("maxUnavailable", null);
    fields.put("selector", wanted.getSpec().getSelector());
    fields.put("unhealthyPodEvictionPolicy", wanted.getSpec().getUnhealthyPodEvictionPolicy());
    return fields;
  }
}
