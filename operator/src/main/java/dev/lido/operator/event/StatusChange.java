package dev.lido.operator.event;

import dev.lido.crds.v1alpha1.PartitionStatus;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.observe.End;
import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.status.Reasons;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the difference of two statuses tells. The earlier one is what the API server holds, whichever
 * operator wrote it: so that nothing is told twice.
 */
final class StatusChange {

  private final List<Worker> workers;
  private final String revision;
  private final PoolStatus before;
  private final PoolStatus after;

  StatusChange(PoolView view, @Nullable PoolStatus before, PoolStatus after) {
    this(view.workers(), view.revision(), before, after);
  }

  /** Of a pool whose spec cannot be read, and whose workers therefore are not looked at. */
  StatusChange(@Nullable PoolStatus before, PoolStatus after) {
    this(List.of(), "", before, after);
  }

  private StatusChange(
      List<Worker> workers, String revision, @Nullable PoolStatus before, PoolStatus after) {
    this.workers = workers;
    this.revision = revision;
    this.before = before == null ? new PoolStatus() : before;
    this.after = after;
  }

  Stream<Transition> transitions() {
    return Stream.of(updateStarted(), ends(), obstacles(), updateCompleted(), readiness())
        .flatMap(transitions -> transitions);
  }

  private Stream<Transition> ends() {
    return list(after.getPartitions()).flatMap(this::ends);
  }

  private Stream<Transition> ends(PartitionStatus partition) {
    Optional<PartitionStatus> earlier =
        list(before.getPartitions())
            .filter(p -> Objects.equals(p.getPartition(), partition.getPartition()))
            .findFirst();
    long more = restarts(partition) - earlier.map(StatusChange::restarts).orElse(0L);
    if (more <= 0) {
      return Stream.empty();
    }
    List<Worker> latest =
        workers.stream()
            .filter(w -> Objects.equals(w.id().partition(), partition.getPartition()))
            .filter(w -> w.end().filter(end -> end.cause() == Cause.OWN).isPresent())
            .sorted(Comparator.comparing(StatusChange::endedAt).reversed())
            .limit(more)
            .toList();
    return latest.isEmpty()
        ? Stream.of(forgotten(partition))
        : latest.stream().map(w -> Deeds.ended(w, w.end().orElseThrow()));
  }

  private static long restarts(PartitionStatus partition) {
    return Objects.requireNonNullElse(partition.getRestarts(), 0L);
  }

  private static Instant endedAt(Worker worker) {
    return worker.end().orElseThrow().at();
  }

  /** An earlier operator replaced it, and was killed before it could tell. */
  private static Transition forgotten(PartitionStatus partition) {
    return new Transition(
        EventReasons.of(End.Kind.EXITED),
        true,
        Optional.ofNullable(partition.getPartition()),
        Optional.empty(),
        "A worker in partition "
            + partition.getPartition()
            + " ended: "
            + Objects.requireNonNullElse(partition.getLastExit(), "unknown how"));
  }

  /** What is in the way, when it was not in the way before; and each new hold of replacements. */
  private Stream<Transition> obstacles() {
    Set<String> known = conditions(before).map(Condition::getReason).collect(Collectors.toSet());
    return conditions(after)
        .filter(c -> Reasons.OBSTACLES.contains(c.getReason()))
        .filter(c -> !known.contains(c.getReason()) || isNewHold(c))
        .map(c -> Transition.ofPool(c.getReason(), true, c.getMessage()));
  }

  private boolean isNewHold(Condition condition) {
    return condition.getReason().equals(Reasons.RESTART_INTENSITY)
        && conditions(before)
            .filter(c -> c.getReason().equals(Reasons.RESTART_INTENSITY))
            .noneMatch(c -> c.getMessage().equals(condition.getMessage()));
  }

  private static Stream<Condition> conditions(PoolStatus status) {
    return list(status.getConditions())
        .filter(c -> "Reconciling".equals(c.getType()) || "Stalled".equals(c.getType()));
  }

  private Stream<Transition> updateStarted() {
    boolean declared =
        before.getUpdateRevision() != null
            && !before.getUpdateRevision().equals(after.getUpdateRevision());
    long outdated =
        workers.stream().filter(w -> w.serving() && !revision.equals(w.revision())).count();
    return declared && outdated > 0
        ? Stream.of(
            Transition.ofPool(
                EventReasons.UPDATE_STARTED,
                false,
                "Updating to revision "
                    + after.getUpdateRevision()
                    + ": "
                    + outdated
                    + (outdated == 1 ? " worker has" : " workers have")
                    + " another"))
        : Stream.empty();
  }

  private Stream<Transition> updateCompleted() {
    boolean completed =
        before.getCurrentRevision() != null
            && Objects.equals(before.getUpdateRevision(), after.getUpdateRevision())
            && !before.getCurrentRevision().equals(after.getCurrentRevision());
    return completed
        ? Stream.of(
            Transition.ofPool(
                EventReasons.UPDATE_COMPLETED,
                false,
                "All workers have revision " + after.getCurrentRevision()))
        : Stream.empty();
  }

  private Stream<Transition> readiness() {
    Optional<Condition> was = ready(before);
    return ready(after).stream()
        .filter(is -> was.filter(w -> w.getReason().equals(is.getReason())).isEmpty())
        .map(is -> Transition.ofPool(is.getReason(), false, is.getMessage()));
  }

  private static Optional<Condition> ready(PoolStatus status) {
    return list(status.getConditions())
        .filter(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()))
        .findFirst();
  }

  private static <T> Stream<T> list(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream();
  }
}
