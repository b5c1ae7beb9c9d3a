package dev.lido.crds.v1alpha1;

/** Who keeps the PodDisruptionBudget of a pool. */
public enum BudgetPolicy {
  /** The operator. */
  Managed,
  /** Nobody, or the user. */
  None
}
