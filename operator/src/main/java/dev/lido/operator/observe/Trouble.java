package dev.lido.operator.observe;

/**
 * What keeps a worker from starting.
 *
 * @param kind what kind of trouble
 * @param message what Kubernetes says of it
 */
public record Trouble(Kind kind, String message) {

  /** The kinds of trouble. */
  public enum Kind {
    /** No node has room for it. */
    UNSCHEDULABLE,
    /** Its image cannot be pulled. */
    UNPULLABLE,
    /** Its container cannot be made as the template says. */
    UNSTARTABLE
  }
}
