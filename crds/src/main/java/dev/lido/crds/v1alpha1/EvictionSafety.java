package dev.lido.crds.v1alpha1;

/** Who may evict the workers of a pool. */
public enum EvictionSafety {
  /** Whoever keeps to the pool's disruption budget: drains of nodes, and autoscalers. */
  Always,
  /** Drains of nodes, within the pool's disruption budget; autoscalers are told not to. */
  OnUpgrade,
  /** Nobody: autoscalers are told not to, and the pool's disruption budget allows no eviction. */
  Never
}
