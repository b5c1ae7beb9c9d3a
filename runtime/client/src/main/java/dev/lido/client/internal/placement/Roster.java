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
  private final Part all = new Part();
  private final Map<Integer, Part> byPartition = new HashMap<>();

  /** Whether a worker came, went or drains since this was last set to false. */
  boolean changed;

  /** Some of the workers. */
  private static final class Part {
    private final List<WorkerSlots> workers = new ArrayList<>();

    /* Of a partition, once work has asked for it. */
    private @Nullable Ranking ranking;

    Ranking ranked() {
      Ranking known = ranking;
      if (known == null) {
        known = new Ranking();
        ranking = known;
        for (WorkerSlots slots : workers) {
          slots.enter(known);
        }
      }
      return known;
    }
  }

  Roster(RandomGenerator random) {
    this.random = random;
  }

  void add(WorkerSlots slots) {
    Part own = byPartition.computeIfAbsent(slots.partition(), none -> new Part());
    slots.enter(all.ranked());
    if (own.ranking != null) {
      slots.enter(own.ranking);
    }
    all.workers.add(slots);
    own.workers.add(slots);
    changed = true;
  }

  boolean remove(WorkerSlots slots) {
    boolean was = all.workers.remove(slots);
    if (was) {
      in(slots.partition()).remove(slots);
      slots.leave();
      changed = true;
    }
    return was;
  }

  List<WorkerSlots> all() {
    return all.workers;
  }

  /** Returns the workers of a partition, or all. */
  List<WorkerSlots> in(int partition) {
    Part part = part(partition);
    return part == null ? List.of() : part.workers;
  }

  private @Nullable Part part(int partition) {
    return partition == Work.ANY ? all : byPartition.get(partition);
  }

  boolean anyTakesChildren(int partition) {
    for (WorkerSlots slots : in(partition)) {
      if (!slots.isDraining()) {
        return true;
      }
    }
    return false;
  }

  /** Returns a worker that has room for the work, see {@link Ranking}. */
  @Nullable WorkerSlots withRoom(Work work) {
    if (work.hasTriedAny()) {
      return choose(work, false);
    }
    Part part = part(work.partition);
    return part == null ? null : part.ranked().choose(random);
  }

  /** Returns the least loaded worker that the work has not tried, even if it seems full. */
  @Nullable WorkerSlots leastLoadedUntried(Work work) {
    return choose(work, true);
  }

  private @Nullable WorkerSlots choose(Work work, boolean evenFull) {
    WorkerSlots best = null;
    int ties = 0;
    for (WorkerSlots next : in(work.partition)) {
      if (!(evenFull ? !next.isDraining() : next.hasRoom()) || work.hasTried(next)) {
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
