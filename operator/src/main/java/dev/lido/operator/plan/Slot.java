package dev.lido.operator.plan;

import dev.lido.operator.observe.Worker;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One slot of a partition, and its workers: normally one; during a replacement or an update also
 * the one before it.
 *
 * @param index the slot, from 0
 * @param workers its workers, the oldest first; at least one
 * @param revision the revision that workers should have
 */
record Slot(int index, List<Worker> workers, String revision) {

  private static final Comparator<Worker> BY_AGE =
      Comparator.comparing(Worker::createdAt).thenComparing(worker -> worker.id().name());

  static Slot of(int index, List<Worker> workers, String revision) {
    return new Slot(index, workers.stream().sorted(BY_AGE).toList(), revision);
  }

  /** Returns the worker whose successor is the slot's next one: nobody here was made after it. */
  Worker head() {
    Set<String> superseded =
        workers.stream().map(worker -> worker.id().predecessor()).collect(Collectors.toSet());
    return workers.stream()
        .filter(worker -> !superseded.contains(worker.id().uid()))
        .reduce((first, last) -> last)
        .orElseGet(workers::getLast);
  }

  /**
   * Returns the workers that ended, and need no replacement any more.
   *
   * @param mayStayOutdated whether a worker that is not up to date may fill the slot
   */
  List<Worker> superseded(boolean mayStayOutdated) {
    Worker head = head();
    boolean filled = keeper().filter(w -> mayStayOutdated || upToDate(w)).isPresent();
    return workers.stream()
        .filter(worker -> worker.ended() && (filled || !worker.id().equals(head.id())))
        .toList();
  }

  /** Returns the worker that fills the slot: up to date if one is, ready if one is. */
  Optional<Worker> keeper() {
    Comparator<Worker> better = Comparator.comparing(this::upToDate).thenComparing(Worker::ready);
    return serving().max(better.thenComparing(BY_AGE.reversed()));
  }

  /** Returns the worker that callers would miss most: ready if one is, up to date if one is. */
  Optional<Worker> mainstay() {
    Comparator<Worker> better = Comparator.comparing(Worker::ready).thenComparing(this::upToDate);
    return serving().max(better.thenComparing(BY_AGE.reversed()));
  }

  /** Returns the workers that serve beside the keeper, and have to go. */
  List<Worker> outgoing() {
    Optional<Worker> keeper = keeper();
    return serving().filter(Predicate.not(w -> keeper.filter(w::equals).isPresent())).toList();
  }

  boolean upToDate(Worker worker) {
    return revision.equals(worker.revision());
  }

  private Stream<Worker> serving() {
    return workers.stream().filter(Worker::serving);
  }
}
