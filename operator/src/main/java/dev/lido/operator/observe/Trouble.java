package dev.lido.operator.observe;

import java.time.Instant;

/**
 * What keeps a worker from taking children.
 *
 * @param kind what kind of trouble
 * @param since since when; the epoch when nobody says
 * @param message what Kubernetes says of it
 */
public record Trouble(Kind kind, Instant since, String message) {

  /** The kinds of trouble. */
  public enum Kind {
    /** No node has room for it. */
    UNSCHEDULABLE,
    /** Its image cannot be pulled. */
    UNPULLABLE,
    /** Its container cannot be made as the template says. */
    UNSTARTABLE,
    /** It runs, and is not ready: trouble only when that takes too long. */
    NOT_READY
  }
}
