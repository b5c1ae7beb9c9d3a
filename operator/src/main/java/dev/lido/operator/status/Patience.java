package dev.lido.operator.status;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Trouble;
import dev.lido.operator.observe.Worker;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long workers may be in trouble: one that runs and is not ready, for {@code
 * update.progressDeadline}; others not at all.
 */
final class Patience {

  private static final Comparator<Worker> KNOWN_CAUSES_FIRST =
      Comparator.<Worker, Boolean>comparing(worker -> isNotReady(worker.trouble().orElseThrow()))
          .thenComparing(worker -> worker.id().name());

  private final PoolView view;
  private final Instant now;

  Patience(PoolView view, Instant now) {
    this.view = view;
    this.now = now;
  }

  /** Returns a worker whose trouble has to be told, always the same one. */
  Optional<Worker> exhaustedBy() {
    return troubled()
        .filter(worker -> !now.isBefore(end(worker.trouble().orElseThrow())))
        .min(KNOWN_CAUSES_FIRST);
  }

  /** Returns when more trouble will have to be told. */
  Stream<Instant> ends() {
    return troubled().map(worker -> end(worker.trouble().orElseThrow())).filter(now::isBefore);
  }

  private Stream<Worker> troubled() {
    return view.workers().stream()
        .filter(worker -> worker.alive() && worker.trouble().isPresent())
        .filter(worker -> worker.serving() || !isNotReady(worker.trouble().orElseThrow()));
  }

  private Instant end(Trouble trouble) {
    return isNotReady(trouble)
        ? trouble.since().plus(view.settings().update().progressDeadline())
        : Instant.MIN;
  }

  private static boolean isNotReady(Trouble trouble) {
    return trouble.kind() == Trouble.Kind.NOT_READY;
  }
}
