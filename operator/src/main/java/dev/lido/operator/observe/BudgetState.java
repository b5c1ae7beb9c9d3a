package dev.lido.operator.observe;

/** What there is of the pool's PodDisruptionBudget. */
public enum BudgetState {
  /** There is none, and there should be one. */
  MISSING,
  /** It is as it should be: there is none, if there should be none. */
  RIGHT,
  /** It is the pool's, and not as it should be. */
  CHANGED,
  /** It is the pool's, and there should be none. */
  UNWANTED,
  /** The name is taken by one that is not this pool's. */
  FOREIGN
}
