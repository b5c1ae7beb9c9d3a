package dev.lido.client.internal.placement;

import dev.lido.client.internal.placement.Work.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides where work goes: to a worker, into the line, or back to its caller. */
final class Dispatcher {

  private Supplier<String> trouble = () -> "";
  final Roster roster;
  final Line line = new Line();
  private final List<Link> written = new ArrayList<>();
  private @Nullable Link lastWritten;
  private int partitions = 1;
  private int limit;
  private boolean settling;
  private long placed;

  Dispatcher(RandomGenerator random) {
    this.roster = new Roster(random);
  }

  void configure(int newPartitions, int queueLimit) {
    limit = queueLimit;
    if (newPartitions != partitions) {
      partitions = newPartitions;
      List<Work> waiting = line.all();
      waiting.forEach(line::remove);
      waiting.forEach(this::choosePartition);
      waiting.forEach(line::add);
      List.copyOf(roster.all()).forEach(this::pump);
      settle();
    }
  }

  void settling(boolean areAbout) {
    roster.changed |= settling && !areAbout;
    settling = areAbout;
    settle();
  }

  int partitionOf(@Nullable PartitionKey key) {
    return key == null ? Work.ANY : key.in(partitions);
  }

  private void choosePartition(Work work) {
    work.partition = partitionOf(work.key);
  }

  /** Places work, lets it wait, or rejects it. */
  void dispatch(Work work) {
    choosePartition(work);
    WorkerSlots best = roster.withRoom(work);
    if (best != null) {
      place(best, work);
    } else if (work.patient && work.refusal == null) {
      waitOrReject(work);
    } else {
      insist(work);
    }
  }

  private void waitOrReject(Work work) {
    if (work.admitted || line.admitted() < limit) {
      work.admitted = true;
      enqueue(work);
    } else {
      reject(work);
    }
  }

  /**
   * Work that may not wait asks every worker; other refused work waits for those not asked, and in
   * an update of the application for those to come.
   */
  private void insist(Work work) {
    WorkerSlots untried = roster.leastLoadedUntried(work);
    boolean othersMayCome = settling || (work.patient && work.metOtherCode);
    if (untried == null && !othersMayCome) {
      reject(work);
    } else if (work.patient) {
      waitOrReject(work);
    } else if (untried != null) {
      place(untried, work);
    } else {
      enqueue(work);
    }
  }

  private void enqueue(Work work) {
    work.state = State.WAITING;
    work.worker = null;
    line.add(work);
    work.waits();
  }

  private void reject(Work work) {
    work.state = State.DONE;
    work.worker = null;
    if (work.restarted) {
      work.lost(work.lostBecause);
    } else {
      work.rejected(whyNot(work));
    }
  }

  void explain(Supplier<String> who) {
    trouble = who;
  }

  /** Returns why work that waits is not placed. */
  Rejection whyNot(Work work) {
    Rejection refusal = work.refusal;
    if (refusal != null && !work.metFull && roster.leastLoadedUntried(work) == null) {
      return refusal;
    }
    return roster.anyTakesChildren(work.partition)
        ? Rejection.of(Rejection.Kind.FULL)
        : new Rejection(Rejection.Kind.NO_WORKERS, trouble.get(), null);
  }

  private void place(WorkerSlots slots, Work work) {
    boolean grant = slots.takeGrant();
    work.state = State.PLACED;
    work.worker = slots;
    work.id = slots.add(work);
    placed++;
    to(slots).place(work.id, work, grant);
    work.placed();
  }

  /** Gives a worker what waits for it, as long as it has room. */
  void pump(WorkerSlots slots) {
    while (!line.isEmpty() && slots.hasRoom()) {
      Work next = line.firstFor(slots);
      if (next == null) {
        return;
      }
      line.remove(next);
      place(slots, next);
    }
  }

  /** Brings about what holds between two events. */
  void settle() {
    if (roster.changed) {
      for (Work work : line.special()) {
        line.remove(work);
        dispatch(work);
      }
    }
    if (roster.changed || line.changed) {
      roster.changed = false;
      line.changed = false;
      roster.all().forEach(this::register);
    }
  }

  private void register(WorkerSlots slots) {
    boolean waits = !slots.isDraining() && line.firstFor(slots) != null;
    if (waits != slots.isWaiting()) {
      slots.waiting(waits);
      to(slots).waiting(waits);
    }
  }

  /** Returns the way to a worker, which is flushed later. */
  Link to(WorkerSlots slots) {
    Link link = slots.link();
    if (!link.equals(lastWritten) && !written.contains(link)) {
      written.add(link);
    }
    lastWritten = link;
    return link;
  }

  List<Link> takeWritten() {
    if (written.isEmpty()) {
      return List.of();
    }
    List<Link> links = written.size() == 1 ? List.of(written.getFirst()) : List.copyOf(written);
    written.clear();
    lastWritten = null;
    return links;
  }

  long placedCount() {
    return placed;
  }
}
