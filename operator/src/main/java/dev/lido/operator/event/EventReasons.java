package dev.lido.operator.event;

import dev.lido.operator.observe.End;

/**
 * The reasons of events, beside those of the status's conditions. They are API: never renamed.
 *
 * <p>How a worker ended is told with the reason {@code Worker} and {@link End.Kind#word}: {@code
 * WorkerExited}, {@code WorkerEvicted} and so on.
 */
public final class EventReasons {

  /** A worker was created. */
  public static final String CREATED = "WorkerCreated";

  /** A worker is drained, to be removed. */
  public static final String DRAINING = "WorkerDraining";

  /** A worker was removed. */
  public static final String REMOVED = "WorkerRemoved";

  /** A worker was removed though it had children: {@code drain.timeout} had passed. */
  public static final String DRAIN_TIMEOUT = "DrainTimeout";

  /** The workers are being replaced by such of another revision. */
  public static final String UPDATE_STARTED = "UpdateStarted";

  /** All workers have the declared revision. */
  public static final String UPDATE_COMPLETED = "UpdateCompleted";

  private EventReasons() {}

  static String of(End.Kind kind) {
    return "Worker" + kind.word();
  }
}
