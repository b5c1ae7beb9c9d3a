package dev.lido.operator.plan;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Plans what has to be done for a pool. Pure: the same view and time give the same plan.
 *
 * <p>Partitions are planned one by one: what happens in one is no other's concern.
 */
public final class Planner {

  private Planner() {}

  /** Returns what has to be done about {@code view} at {@code now}. */
  public static Plan plan(PoolView view, Instant now) {
    Draft draft = new Draft();
    planService(view, draft);
    planBudget(view, draft);
    Map<Integer, List<Worker>> partitions =
        view.workers().stream()
            .collect(
                Collectors.groupingBy(
                    worker -> worker.id().partition(), TreeMap::new, Collectors.toList()));
    IntStream.range(0, view.settings().partitions())
        .forEach(partition -> partitions.putIfAbsent(partition, List.of()));
    partitions.forEach(
        (partition, workers) -> new Partition(view, partition, workers, now, draft).plan());
    return draft.plan();
  }

  private static void planService(PoolView view, Draft draft) {
    switch (view.service()) {
      case MISSING -> draft.add(new Action.CreateService());
      case CHANGED -> draft.add(new Action.RepairService());
      // A foreign one is reported; one that an earlier pool left behind goes by itself.
      case FOREIGN, RIGHT -> {}
    }
  }

  private static void planBudget(PoolView view, Draft draft) {
    switch (view.budget()) {
      case MISSING -> draft.add(new Action.CreateBudget());
      case CHANGED -> draft.add(new Action.RepairBudget());
      case UNWANTED -> draft.add(new Action.DeleteBudget());
      case FOREIGN, RIGHT -> {}
    }
  }
}
