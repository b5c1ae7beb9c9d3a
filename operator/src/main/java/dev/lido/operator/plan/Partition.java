package dev.lido.operator.plan;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans one partition: takes its slots through the steps, in this order. */
final class Partition {

  private final Scene scene;
  private final Draft draft;

  Partition(PoolView view, int partition, List<Worker> workers, Instant now, Draft draft) {
    this.draft = draft;
    List<Slot> slots = slots(workers, view.revision());
    int desired =
        partition < view.settings().partitions() ? view.settings().replicasOf(partition) : 0;
    Restarts restarts =
        Restarts.of(
            slots.stream().map(Slot::head).toList(),
            view.settings().supervision(),
            new Restarts.Scope(view.revision(), view.pool().generation()));
    this.scene = new Scene(view, partition, desired, slots, restarts, now);
  }

  private static List<Slot> slots(List<Worker> workers, String revision) {
    Map<Integer, List<Worker>> slots =
        workers.stream()
            .collect(
                Collectors.groupingBy(
                    worker -> worker.id().slot(), TreeMap::new, Collectors.toList()));
    return slots.entrySet().stream()
        .map(slot -> Slot.of(slot.getKey(), slot.getValue(), revision))
        .toList();
  }

  void plan() {
    Removals removals = new Removals(scene, draft);
    removals.continueDrains();
    removals.deleteSuperseded();
    Creations creations = new Creations(scene, draft);
    new Scaling(scene, draft, creations, removals).plan();
    new Update(scene, draft, creations, removals).plan();
    new Exhaustion(scene, draft).report();
  }
}
