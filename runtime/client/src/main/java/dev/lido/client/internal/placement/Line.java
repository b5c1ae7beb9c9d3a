package dev.lido.client.internal.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The work that waits, first in first out by the order in which it was submitted first, for each
 * partition and for any.
 */
final class Line {

  private final Map<Integer, WorkQueue> queues = new HashMap<>();
  private int admitted;
  private int size;
  private int special;

  /** Whether what a worker waits for may have changed since this was last set to false. */
  boolean changed;

  /** Returns how much work counts against the queue's limit. */
  int admitted() {
    return admitted;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(Work work) {
    WorkQueue queue = queues.computeIfAbsent(work.partition, none -> new WorkQueue());
    changed |= queue.isEmpty();
    queue.add(work);
    count(work, 1);
  }

  void remove(Work work) {
    WorkQueue queue = queues.get(work.partition);
    if (queue != null && queue.remove(work)) {
      count(work, -1);
      if (queue.isEmpty()) {
        queues.remove(work.partition);
        changed = true;
      }
    }
  }

  private void count(Work work, int change) {
    changed |= special > 0 || isSpecial(work);
    size += change;
    admitted += work.admitted ? change : 0;
    special += isSpecial(work) ? change : 0;
  }

  /** Special work has to be looked at again whenever a worker comes, goes or drains. */
  private static boolean isSpecial(Work work) {
    return !work.patient || work.hasTriedAny();
  }

  /** Returns the work that has waited longest, of that which the worker may get. */
  @Nullable Work firstFor(WorkerSlots slots) {
    Work own = firstOf(queues.get(slots.partition()), slots);
    Work any = firstOf(queues.get(Work.ANY), slots);
    if (own == null || any == null) {
      return own == null ? any : own;
    }
    return own.sequence < any.sequence ? own : any;
  }

  private static @Nullable Work firstOf(@Nullable WorkQueue queue, WorkerSlots slots) {
    if (queue == null) {
      return null;
    }
    for (Work work : queue) {
      if (!work.hasTried(slots)) {
        return work;
      }
    }
    return null;
  }

  List<Work> special() {
    return special == 0 ? List.of() : all().stream().filter(Line::isSpecial).toList();
  }

  /** Returns all work, in order. */
  List<Work> all() {
    List<Work> ordered = new ArrayList<>();
    queues.values().forEach(queue -> queue.forEach(ordered::add));
    ordered.sort(Comparator.comparingLong(work -> work.sequence));
    return ordered;
  }
}
