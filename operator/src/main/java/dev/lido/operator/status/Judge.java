package dev.lido.operator.status;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.UpdateType;
import dev.lido.operator.apply.Failure;
import dev.lido.operator.observe.BudgetState;
import dev.lido.operator.observe.ServiceState;
import dev.lido.operator.observe.Trouble;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.plan.Action;
import dev.lido.operator.plan.Exhausted;
import dev.lido.operator.status.Verdict.Say;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Judges how a pool is doing. */
final class Judge {

  private final Outcome outcome;
  private final Tally tally;
  private final Patience patience;
  private final Optional<String> currentRevision;

  /** Makes one that knows which revision all workers had last, if they ever had the same. */
  Judge(Outcome outcome, Optional<String> currentRevision, Instant now) {
    this.outcome = outcome;
    this.tally = Tally.of(outcome.view());
    this.patience = new Patience(outcome.view(), now);
    this.currentRevision = currentRevision;
  }

  /** Judges, given whether an update is past its progress deadline. */
  Verdict verdict(boolean overdue) {
    boolean ready = tally.ready() >= tally.desired() && everyPartitionReady();
    Optional<Say> reconciling = reconciling();
    Optional<Say> stalled = stalled(overdue);
    return new Verdict(
        ready,
        ready ? summary() : stalled.or(this::troubled).orElseGet(this::notReady),
        stalled.isPresent() ? Optional.empty() : reconciling,
        stalled);
  }

  /** Tells whether something is still being done. */
  boolean isBusy() {
    return reconciling().isPresent();
  }

  private boolean everyPartitionReady() {
    return IntStream.range(0, outcome.view().settings().partitions())
        .mapToObj(partition -> Tally.ofPartition(outcome.view(), partition))
        .allMatch(partition -> partition.ready() >= partition.desired());
  }

  private Say summary() {
    if (outcome.view().settings().suspended()) {
      return new Say(Reasons.SUSPENDED, "The pool is suspended");
    }
    return tally.desired() == 0
        ? new Say(Reasons.SCALED_TO_ZERO, "The pool is declared to have no workers")
        : new Say(Reasons.WORKERS_READY, readiness());
  }

  private Say notReady() {
    return new Say(Reasons.WORKERS_NOT_READY, readiness());
  }

  private String readiness() {
    return tally.ready()
        + " of "
        + tally.desired()
        + (tally.desired() == 1 ? " worker is ready" : " workers are ready");
  }

  private Optional<Say> reconciling() {
    return troubled().or(this::updating).or(this::starting).or(this::draining);
  }

  private Optional<Say> troubled() {
    return refused().or(this::serviceTaken).or(this::budgetTaken).or(this::trouble);
  }

  private Optional<Say> refused() {
    return outcome.failures().stream()
        .filter(failure -> !failure.isNameTaken() && !failure.isOvertaken())
        .findFirst()
        .map(failure -> new Say(Reasons.REFUSED, describe(failure)));
  }

  private static String describe(Failure failure) {
    return failure.code() == 0
        ? "No answer from the API server: " + failure.message()
        : "The API server answered " + failure.code() + ": " + failure.message();
  }

  private Optional<Say> serviceTaken() {
    String name = PoolNames.service(outcome.view().pool().name());
    return outcome.view().service() == ServiceState.FOREIGN || isTaken(Action.CreateService.class)
        ? Optional.of(
            new Say(
                Reasons.SERVICE_CONFLICT,
                "The Service " + name + " is not this pool's: delete it, or rename the pool"))
        : Optional.empty();
  }

  private Optional<Say> budgetTaken() {
    String name = PoolNames.budget(outcome.view().pool().name());
    return outcome.view().budget() == BudgetState.FOREIGN || isTaken(Action.CreateBudget.class)
        ? Optional.of(
            new Say(
                Reasons.BUDGET_CONFLICT,
                "The PodDisruptionBudget "
                    + name
                    + " is not this pool's: delete it, or write eviction.budget: None"))
        : Optional.empty();
  }

  private boolean isTaken(Class<? extends Action> creation) {
    return outcome.failures().stream()
        .anyMatch(failure -> failure.isNameTaken() && creation.isInstance(failure.action()));
  }

  private Optional<Say> trouble() {
    return patience.exhaustedBy().map(worker -> say(worker, worker.trouble().orElseThrow()));
  }

  private static Say say(Worker worker, Trouble trouble) {
    String reason =
        switch (trouble.kind()) {
          case UNSCHEDULABLE -> Reasons.UNSCHEDULABLE;
          case UNPULLABLE -> Reasons.UNPULLABLE;
          case UNSTARTABLE -> Reasons.UNSTARTABLE;
          case NOT_READY -> Reasons.NOT_READY;
        };
    return new Say(reason, worker.id().name() + ": " + trouble.message());
  }

  private Optional<Say> updating() {
    boolean onDelete = outcome.view().settings().update().type() == UpdateType.OnDelete;
    int outdated = tally.serving() - tally.updated();
    return outdated > 0 && !onDelete && tally.desired() > 0
        ? Optional.of(
            new Say(
                Reasons.UPDATING,
                tally.updated() + " of " + tally.desired() + " workers are up to date"))
        : Optional.empty();
  }

  private Optional<Say> starting() {
    return tally.serving() < tally.desired() || tally.ready() < tally.desired()
        ? Optional.of(new Say(Reasons.STARTING, readiness()))
        : Optional.empty();
  }

  private Optional<Say> draining() {
    int leaving = tally.replicas() - tally.desired();
    return leaving > 0
        ? Optional.of(
            new Say(
                Reasons.DRAINING, leaving + (leaving == 1 ? " worker leaves" : " workers leave")))
        : Optional.empty();
  }

  private Optional<Say> stalled(boolean overdue) {
    return invalid().or(this::exhausted).or(() -> overdue ? overdue() : Optional.empty());
  }

  private Optional<Say> invalid() {
    return outcome.failures().stream()
        .filter(Failure::isInvalid)
        .findFirst()
        .map(failure -> new Say(Reasons.INVALID_TEMPLATE, failure.message()));
  }

  private Optional<Say> exhausted() {
    String partitions =
        outcome.plan().exhausted().stream().map(Judge::describe).collect(Collectors.joining("; "));
    return partitions.isEmpty()
        ? Optional.empty()
        : Optional.of(new Say(Reasons.RESTART_INTENSITY, partitions));
  }

  private static String describe(Exhausted partition) {
    String next =
        partition
            .until()
            .map(until -> "replacements start from " + KubeTime.write(until))
            .orElse("no replacement starts until the spec changes");
    return "Partition "
        + partition.partition()
        + ": "
        + next
        + "; last exit: "
        + partition.lastExit();
  }

  private Optional<Say> overdue() {
    Optional<Say> trouble = troubled();
    boolean isUpToDate = currentRevision.filter(outcome.view().revision()::equals).isPresent();
    return trouble
        .filter(say -> isUpToDate && say.reason().equals(Reasons.NOT_READY))
        .or(
            () ->
                Optional.of(
                    new Say(
                        Reasons.PROGRESS_DEADLINE,
                        "No progress within update.progressDeadline: "
                            + trouble.map(Say::message).orElseGet(this::readiness))));
  }
}
