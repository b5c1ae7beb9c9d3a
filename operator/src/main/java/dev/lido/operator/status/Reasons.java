package dev.lido.operator.status;

import java.util.Set;

/** The reasons in the conditions of a pool. They are API: never renamed. */
public final class Reasons {

  /** Ready: every worker is there and ready. */
  public static final String WORKERS_READY = "WorkersReady";

  /** Ready: no, some workers are missing or not ready. */
  public static final String WORKERS_NOT_READY = "WorkersNotReady";

  /** Ready: the pool is declared to have no workers. */
  public static final String SCALED_TO_ZERO = "ScaledToZero";

  /** Ready: the pool is suspended, its workers are gone. */
  public static final String SUSPENDED = "Suspended";

  /** Reconciling: workers are starting. */
  public static final String STARTING = "WorkersStarting";

  /** Reconciling: workers of another revision are being replaced. */
  public static final String UPDATING = "Updating";

  /** Reconciling: workers are being drained and removed. */
  public static final String DRAINING = "Draining";

  /** Reconciling: no node has room for a worker. */
  public static final String UNSCHEDULABLE = "WorkerUnschedulable";

  /** Reconciling: the image of a worker cannot be pulled. */
  public static final String UNPULLABLE = "ImageUnavailable";

  /** Reconciling: the container of a worker cannot be made as the template says. */
  public static final String UNSTARTABLE = "WorkerCannotStart";

  /** Reconciling: the API server refused to create or change something. */
  public static final String REFUSED = "ApiServerRefused";

  /** Reconciling: the name of the pool's Service is taken. */
  public static final String SERVICE_CONFLICT = "ServiceNameTaken";

  /** Reconciling: the name of the pool's PodDisruptionBudget is taken. */
  public static final String BUDGET_CONFLICT = "BudgetNameTaken";

  /**
   * Reconciling, and Stalled: a worker runs, and was not ready for {@code update.progressDeadline}.
   */
  public static final String NOT_READY = "WorkerNotReady";

  /** Stalled: a partition is over its restart intensity. */
  public static final String RESTART_INTENSITY = "RestartIntensityReached";

  /** Stalled, and Progressing: no progress for {@code update.progressDeadline}. */
  public static final String PROGRESS_DEADLINE = "ProgressDeadlineExceeded";

  /** Stalled: the API server will never accept a worker as the template describes it. */
  public static final String INVALID_TEMPLATE = "InvalidTemplate";

  /** Stalled: the spec cannot be read. */
  public static final String INVALID_SPEC = "InvalidSpec";

  /** Progressing: nothing is left to do. */
  public static final String COMPLETE = "Complete";

  /** The reasons that say what is in the way. */
  public static final Set<String> OBSTACLES =
      Set.of(
          UNSCHEDULABLE,
          UNPULLABLE,
          UNSTARTABLE,
          REFUSED,
          SERVICE_CONFLICT,
          BUDGET_CONFLICT,
          NOT_READY,
          RESTART_INTENSITY,
          PROGRESS_DEADLINE,
          INVALID_TEMPLATE,
          INVALID_SPEC);

  private Reasons() {}
}
