package dev.lido.crds.v1alpha1;

/** How a changed template reaches the workers. */
public enum UpdateType {
  /** Step by step, within {@code maxSurge} and {@code maxUnavailable}. */
  RollingUpdate,
  /** All workers are stopped, then the new ones are started. */
  Recreate,
  /** A worker changes only when somebody deletes it. */
  OnDelete
}
