package dev.lido.client.internal.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The workers that are connected, of each partition and of all. */
final class Roster {

  private final RandomGenerator random;
  private final List<WorkerSlots> all = new ArrayList<>();
  private final Map<Integer, List<WorkerSlots>> byPartition = new HashMap<>();

  /** Whether a worker came, went or drains since this was last set to false. */
  boolean changed;

  Roster(RandomGenerator random) {
    this.random = random;
  }

  void add(WorkerSlots slots) {
    all.add(slots);
    byPartition.computeIfAbsent(slots.partition(), none -> new ArrayList<>()).add(slots);
    changed = true;
  }

  boolean remove(WorkerSlots slots) {
    boolean was = all.remove(slots);
    if (was) {
      in(slots.partition()).remove(slots);
      changed = true;
    }
    return was;
  }

  List<WorkerSlots> all() {
    return all;
  }

  /** Returns the workers of a partition, or all. */
  List<WorkerSlots> in(int partition) {
    return partition == Work.ANY ? all : byPartition.getOrDefault(partition, List.of());
  }

  boolean anyTakesChildren(int partition) {
    for (WorkerSlots slots : in(partition)) {
      if (!slots.draining) {
        return true;
      }
    }
    return false;
  }

  /** Returns the least loaded worker that has room for the work, ties at random. */
  @Nullable WorkerSlots leastLoaded(Work work) {
    return choose(work, false);
  }

  /** Returns the least loaded worker that the work has not tried, even if it seems full. */
  @Nullable WorkerSlots leastLoadedUntried(Work work) {
    return choose(work, true);
  }

  private @Nullable WorkerSlots choose(Work work, boolean evenFull) {
    WorkerSlots best = null;
    int ties = 0;
    List<WorkerSlots> candidates = in(work.partition);
    for (int i = 0; i < candidates.size(); i++) {
      WorkerSlots next = candidates.get(i);
      if (!(evenFull ? !next.draining : next.hasRoom()) || work.hasTried(next)) {
        continue;
      }
      int order = best == null ? -1 : WorkerSlots.compareLoad(next, best);
      ties = order < 0 ? 1 : order == 0 ? ties + 1 : ties;
      if (order < 0 || (order == 0 && random.nextInt(ties) == 0)) {
        best = next;
      }
    }
    return best;
  }
}
