package dev.lido.client.internal.group;

import dev.lido.client.PoolMember;
import dev.lido.client.PoolStats;
import dev.lido.client.internal.call.Tally;
import dev.lido.client.internal.placement.Placer;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.internal.placement.WorkerSlots;
import java.util.List;

/** What a group shows of itself at one instant. */
final class Snapshots {

  private Snapshots() {}

  static PoolMember member(WorkerSlots slots) {
    return new PoolMember(
        slots.worker(),
        slots.partition(),
        slots.capacity(),
        inFlight(slots),
        slots.taken(),
        slots.stuck(),
        slots.isDraining() ? PoolMember.State.DRAINING : PoolMember.State.READY);
  }

  static PoolStats stats(Placer placer, Tally tally) {
    List<WorkerSlots> all = placer.workers(Work.ANY);
    List<WorkerSlots> ready = all.stream().filter(slots -> !slots.isDraining()).toList();
    return new PoolStats(
        ready.size(),
        ready.stream().mapToInt(WorkerSlots::capacity).sum(),
        all.stream().mapToInt(WorkerSlots::stuck).sum(),
        all.stream().mapToInt(Snapshots::inFlight).sum(),
        placer.waiting().size(),
        placer.placedCount(),
        placer.refusedCount(),
        tally.succeeded(),
        tally.failed());
  }

  /** A grant may arrive before the end that freed its slot: the worker has never more than these. */
  private static int inFlight(WorkerSlots slots) {
    return Math.min(slots.inFlight(), slots.capacity());
  }
}
