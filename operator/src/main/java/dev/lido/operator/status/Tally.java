package dev.lido.operator.status;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import java.util.List;

/**
 * A count of workers.
 *
 * @param desired those that the spec asks for
 * @param replicas those that exist and have not ended
 * @param serving those that are here to stay
 * @param ready those that take children
 * @param updated those of the present revision
 * @param capacity children that the ready ones run at once
 */
record Tally(int desired, int replicas, int serving, int ready, int updated, int capacity) {

  static Tally of(PoolView view) {
    return of(view, view.workers(), view.settings().replicas());
  }

  static Tally ofPartition(PoolView view, int partition) {
    List<Worker> workers =
        view.workers().stream().filter(w -> w.id().partition() == partition).toList();
    return of(view, workers, view.settings().replicasOf(partition));
  }

  private static Tally of(PoolView view, List<Worker> workers, int desired) {
    List<Worker> ready = workers.stream().filter(Worker::ready).toList();
    List<Worker> serving = workers.stream().filter(Worker::serving).toList();
    return new Tally(
        desired,
        (int) workers.stream().filter(worker -> !worker.ended()).count(),
        serving.size(),
        ready.size(),
        (int) serving.stream().filter(w -> view.revision().equals(w.revision())).count(),
        ready.stream().mapToInt(worker -> worker.contact().capacity()).sum());
  }
}
