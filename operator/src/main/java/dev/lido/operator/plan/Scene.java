package dev.lido.operator.plan;

import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.operator.observe.End;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the steps of a partition's plan look at.
 *
 * @param view the whole pool
 * @param partition the partition
 * @param desired workers that belong in it
 * @param slots its slots that have workers
 * @param restarts what was decided of its workers' ends
 * @param now the time
 */
record Scene(
    PoolView view, int partition, int desired, List<Slot> slots, Restarts restarts, Instant now) {

  /** A worker that its node refused is not tried again at once. */
  private static final Duration REFUSED_DELAY = Duration.ofSeconds(5);

  PoolSettings settings() {
    return view.settings();
  }

  Stream<Worker> workers() {
    return slots.stream().flatMap(slot -> slot.workers().stream());
  }

  /** Returns the workers that take children. */
  long ready() {
    return workers().filter(Worker::ready).count();
  }

  /** Returns when the slot's next worker may start; empty: at once. */
  Optional<Instant> heldUntil(Slot slot) {
    return slot.head().end().flatMap(end -> release(slot.head(), end)).filter(now::isBefore);
  }

  private Optional<Instant> release(Worker worker, End end) {
    return switch (end.cause()) {
      case DISRUPTED -> Optional.empty();
      case REFUSED -> Optional.of(end.at().plus(REFUSED_DELAY));
      case OWN -> restarts.of(worker).map(mark -> restarts.stopped() ? Instant.MAX : mark.until());
    };
  }
}
