package dev.lido.crds.v1alpha1;

/** What the operator does when a partition's restart intensity is exceeded. */
public enum OnExhausted {
  /** Replacements wait before they start: 5 s, doubling up to 5 min. */
  Backoff,
  /** No replacement starts until the spec changes. */
  Stop
}
