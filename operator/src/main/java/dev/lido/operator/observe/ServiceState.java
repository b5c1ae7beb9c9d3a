package dev.lido.operator.observe;

/** What there is of the pool's Service. */
public enum ServiceState {
  /** There is none. */
  MISSING,
  /** It is as it should be. */
  RIGHT,
  /** It is the pool's, and somebody changed it. */
  CHANGED,
  /** The name is taken by a Service that is not this pool's. */
  FOREIGN
}
