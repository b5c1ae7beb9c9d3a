package dev.lido.operator.status;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a change still goes forward.
 *
 * <p>It went forward when it began, when a worker of the present revision was made (not as the
 * replacement of one that ended), or became ready. While workers are drained it goes forward too.
 */
final class Progress {

  /** Other reasons why nothing goes forward are over when they are no longer there. */
  private static final Set<String> GIVEN_UP = Set.of(Reasons.PROGRESS_DEADLINE, Reasons.NOT_READY);

  private final PoolView view;
  private final Conditions before;
  private final Instant now;

  Progress(PoolView view, Conditions before, Instant now) {
    this.view = view;
    this.before = before;
    this.now = now;
  }

  /** Returns when the progress deadline passes, unless there is progress before. */
  Instant deadline() {
    Duration patience = view.settings().update().progressDeadline();
    return latestStep().plus(patience);
  }

  /** Tells whether the progress deadline has passed. */
  boolean isOverdue() {
    return failedBefore().map(failed -> !latestSign().isAfter(failed)).orElseGet(this::hasPassed);
  }

  private boolean hasPassed() {
    return !now.isBefore(deadline());
  }

  /** Once it was given up it stays so, until there is a sign of progress, or another spec. */
  private Optional<Instant> failedBefore() {
    return before
        .find("Progressing")
        .filter(c -> "False".equals(c.getStatus()) && GIVEN_UP.contains(c.getReason()))
        .filter(c -> Long.valueOf(view.pool().generation()).equals(c.getObservedGeneration()))
        .flatMap(c -> KubeTime.read(c.getLastTransitionTime()));
  }

  private Instant latestStep() {
    Instant begun =
        before
            .find("Reconciling")
            .filter(c -> Long.valueOf(view.pool().generation()).equals(c.getObservedGeneration()))
            .flatMap(c -> KubeTime.read(c.getLastTransitionTime()))
            .orElse(now);
    return begun.isAfter(latestSign()) ? begun : latestSign();
  }

  private Instant latestSign() {
    return view.workers().stream()
        .flatMap(this::signs)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private Stream<Instant> signs(Worker worker) {
    if (worker.draining() && worker.alive()) {
      return Stream.of(now);
    }
    if (!view.revision().equals(worker.revision())) {
      return Stream.empty();
    }
    return worker.history().ends() == 0
        ? Stream.concat(worker.readySince().stream(), Stream.of(worker.createdAt()))
        : worker.readySince().stream();
  }
}
