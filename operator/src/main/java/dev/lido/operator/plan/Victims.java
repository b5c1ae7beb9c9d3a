package dev.lido.operator.plan;

import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.WorkerId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses who has to go: not ready first, then idle, then least busy; outdated before others. */
final class Victims {

  private final Scene scene;
  private final Draft draft;

  Victims(Scene scene, Draft draft) {
    this.scene = scene;
    this.draft = draft;
  }

  /** Chooses slots by those of their workers that take children. */
  List<Slot> choose(List<Slot> slots, int count) {
    List<Worker> workers = slots.stream().flatMap(slot -> slot.mainstay().stream()).toList();
    Set<WorkerId> chosen =
        order(workers, count).stream().map(Worker::id).collect(Collectors.toSet());
    return slots.stream()
        .filter(slot -> slot.mainstay().map(Worker::id).filter(chosen::contains).isPresent())
        .toList();
  }

  /** Returns the first {@code count} who have to go. */
  List<Worker> order(List<Worker> workers, int count) {
    long notReady = workers.stream().filter(worker -> !worker.ready()).count();
    if (count > notReady && count < workers.size() && scene.view().loads().isEmpty()) {
      draft.ask(Question.LOADS);
    }
    return workers.stream().sorted(byWorth()).limit(count).toList();
  }

  private Comparator<Worker> byWorth() {
    return Comparator.comparing(Worker::ready)
        .thenComparingInt(this::load)
        .thenComparing(worker -> scene.view().revision().equals(worker.revision()))
        .thenComparing(worker -> worker.id().slot(), Comparator.reverseOrder())
        .thenComparing(worker -> worker.id().name());
  }

  /** One that does not answer may be the busiest. */
  private int load(Worker worker) {
    Map<String, OptionalInt> loads = scene.view().loads().orElse(Map.of());
    return loads.getOrDefault(worker.id().uid(), OptionalInt.empty()).orElse(Integer.MAX_VALUE);
  }
}
