package dev.lido.operator.status;

import dev.lido.crds.v1alpha1.PartitionStatus;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.observe.LastDisruption;
import dev.lido.operator.observe.LastExit;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.status.Verdict.Say;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the status of a pool: a pure function of what was seen, the status before, and the time. */
public final class StatusFactory {

  private final PoolView view;
  private final Judge judge;
  private final Conditions before;
  private final Progress progress;
  private final Patience patience;
  private final Optional<PoolStatus> previous;

  private StatusFactory(Outcome outcome, @Nullable PoolStatus previous, Instant now) {
    this.view = outcome.view();
    this.previous = Optional.ofNullable(previous);
    this.judge = new Judge(outcome, this.previous.map(PoolStatus::getCurrentRevision), now);
    this.patience = new Patience(view, now);
    this.before =
        new Conditions(
            this.previous.map(PoolStatus::getConditions).orElse(List.of()),
            view.pool().generation(),
            now);
    this.progress = new Progress(view, before, now);
  }

  /**
   * A status, and when it may change though nothing happens.
   *
   * @param status the status
   * @param wakeUp when to look again; empty: not before something happens
   */
  public record Made(PoolStatus status, Optional<Instant> wakeUp) {}

  /** Makes the status that follows {@code previous}. */
  public static Made make(Outcome outcome, @Nullable PoolStatus previous, Instant now) {
    return new StatusFactory(outcome, previous, now).make();
  }

  private Made make() {
    boolean overdue = judge.isBusy() && progress.isOverdue();
    Verdict verdict = judge.verdict(overdue);
    PoolStatus status = counts();
    status.setUpdateRevision(view.revision());
    status.setCurrentRevision(currentRevision(verdict.ready()));
    status.setConditions(conditions(verdict, overdue));
    Stream<Instant> deadline =
        judge.isBusy() && verdict.stalled().isEmpty()
            ? Stream.of(progress.deadline())
            : Stream.empty();
    return new Made(status, Stream.concat(deadline, patience.ends()).min(Instant::compareTo));
  }

  /** In an update that comes before any was complete, or goes back, what it began with. */
  private @Nullable String currentRevision(boolean ready) {
    boolean same =
        view.workers().stream().allMatch(w -> w.ended() || view.revision().equals(w.revision()));
    if (ready && same) {
      return view.revision();
    }
    Optional<String> current = previous.map(PoolStatus::getCurrentRevision);
    Optional<String> left =
        previous
            .map(PoolStatus::getUpdateRevision)
            .filter(declared -> !same && !declared.equals(view.revision()));
    return current
        .filter(c -> left.isEmpty() || !c.equals(view.revision()))
        .or(() -> left)
        .orElse(null);
  }

  private PoolStatus counts() {
    Tally tally = Tally.of(view);
    List<PartitionStatus> partitions =
        IntStream.range(0, view.settings().partitions()).mapToObj(this::partition).toList();
    PoolStatus status = new PoolStatus();
    status.setObservedGeneration(view.pool().generation());
    status.setReplicas(tally.replicas());
    status.setDesired(tally.desired());
    status.setReady(tally.ready());
    status.setUpdated(tally.updated());
    status.setUnavailable(Math.max(0, tally.desired() - tally.ready()));
    status.setCapacity(tally.capacity());
    status.setRestarts(partitions.stream().map(PartitionStatus::getRestarts).reduce(0L, Long::sum));
    status.setSelector(PoolNames.selector(view.pool().name()));
    status.setPartitions(partitions);
    return status;
  }

  private PartitionStatus partition(int partition) {
    Tally tally = Tally.ofPartition(view, partition);
    List<Worker> workers =
        view.workers().stream().filter(w -> w.id().partition() == partition).toList();
    Optional<PartitionStatus> last = last(partition);
    PartitionStatus status = new PartitionStatus();
    status.setPartition(partition);
    status.setDesired(tally.desired());
    status.setReplicas(tally.replicas());
    status.setReady(tally.ready());
    status.setUpdated(tally.updated());
    status.setRestarts(
        Math.max(RestartCount.of(workers), last.map(PartitionStatus::getRestarts).orElse(0L)));
    status.setLastExit(
        LastExit.of(workers).or(() -> last.map(PartitionStatus::getLastExit)).orElse(null));
    status.setLastDisruption(
        LastDisruption.of(workers)
            .or(() -> last.map(PartitionStatus::getLastDisruption))
            .orElse(null));
    return status;
  }

  private Optional<PartitionStatus> last(int partition) {
    return previous.map(PoolStatus::getPartitions).orElse(List.of()).stream()
        .filter(p -> Integer.valueOf(partition).equals(p.getPartition()))
        .findFirst();
  }

  /** Reconciling and Stalled are there only while they are true. */
  private List<Condition> conditions(Verdict verdict, boolean overdue) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(before.make("Ready", verdict.ready(), verdict.summary()));
    verdict.reconciling().ifPresent(s -> conditions.add(before.make("Reconciling", true, s)));
    verdict.stalled().ifPresent(s -> conditions.add(before.make("Stalled", true, s)));
    conditions.add(progressing(verdict, overdue));
    return conditions;
  }

  private Condition progressing(Verdict verdict, boolean overdue) {
    Say complete = new Say(Reasons.COMPLETE, "Nothing is left to do");
    Say say = verdict.stalled().or(verdict::reconciling).orElse(complete);
    return before.make("Progressing", !overdue && verdict.stalled().isEmpty(), say);
  }
}
