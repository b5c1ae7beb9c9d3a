package dev.lido.client.internal.placement;

import dev.lido.client.internal.placement.Work.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives work to workers: the least loaded one that has room, and else work waits, first in first
 * out.
 *
 * <p>Between two events it holds that no work waits for which a connected worker is known to have
 * room; that every worker for whose slots work waits knows so; and that no granted slot is kept.
 *
 * <p>Not thread-safe: its owner guards it, and all that belongs to it, by one lock, and after
 * letting go of that flushes the {@linkplain #takeWritten links} that were written to.
 */
public final class Placer {

  private final Roster roster;
  private final Line line = new Line();
  private final Set<Link> written = new LinkedHashSet<>();
  private int partitions = 1;
  private int limit;
  private boolean settling;
  private long nextSequence;
  private long placed;
  private long refused;

  /** Creates a placer without workers, whose queue has no room. */
  public Placer(RandomGenerator random) {
    this.roster = new Roster(random);
  }

  /** Sets how many partitions there are, to which waiting keys move, and how much work may wait. */
  public void configure(int newPartitions, int queueLimit) {
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

  /** Says whether workers may be about to join, so that impatient work should not give up yet. */
  public void settling(boolean areAbout) {
    roster.changed |= settling && !areAbout;
    settling = areAbout;
    settle();
  }

  /** Places work, lets it wait, or rejects it. */
  public void submit(Work work) {
    work.sequence = nextSequence++;
    dispatch(work);
    settle();
  }

  private void choosePartition(Work work) {
    work.partition = work.key == null ? Work.ANY : work.key.in(partitions);
  }

  /**
   * Gives work up: it is not started any more, and if a worker has it, its slot counts until the
   * worker says otherwise.
   *
   * @param interrupt whether a worker that has it should stop it
   */
  public void giveUp(Work work, boolean interrupt) {
    if (work.state == State.WAITING) {
      line.remove(work);
    }
    WorkerSlots slots = work.worker;
    if (work.state == State.PLACED && interrupt && slots != null) {
      to(slots).cancel(work.id);
    }
    work.state = State.DONE;
    settle();
  }

  /** A worker has said hello. */
  public void joined(WorkerSlots slots, int taken, boolean draining) {
    slots.observe(taken);
    slots.draining = draining;
    roster.add(slots);
    pump(slots);
    settle();
  }

  /**
   * The connection to a worker is over.
   *
   * @param answered whether the worker has answered all that it has started
   */
  public void left(WorkerSlots slots, boolean answered) {
    if (!roster.remove(slots)) {
      return;
    }
    List<Work> had = new ArrayList<>();
    slots.work().forEach(had::add);
    had.sort(Comparator.comparingLong(work -> work.sequence));
    slots.clear();
    for (Work work : had) {
      if (work.state == State.PLACED) {
        leftBehind(work, answered);
      }
    }
    settle();
  }

  private void leftBehind(Work work, boolean notStarted) {
    if (notStarted) {
      dispatch(work);
    } else if (!restart(work)) {
      work.state = State.DONE;
      work.lost();
    }
  }

  /** Starts work again, whose outcome does not count, if it may be started again. */
  private boolean restart(Work work) {
    boolean may = work.retriesLeft > 0;
    if (may) {
      work.retriesLeft--;
      work.restarted = true;
      dispatch(work);
    }
    return may;
  }

  /** A worker has told how many of its slots are taken. */
  public void load(WorkerSlots slots, int taken) {
    slots.observe(taken);
    pump(slots);
    settle();
  }

  /** A worker holds slots for this caller. */
  public void granted(WorkerSlots slots, int count) {
    slots.granted += count;
    slots.observeFree(slots.granted);
    pump(slots);
    if (slots.granted > 0) {
      int surplus = slots.granted;
      slots.granted = 0;
      slots.waiting = false;
      slots.observeFree(surplus);
      to(slots).returnGrants(surplus);
    }
    settle();
  }

  /** A worker takes no new child; slots that it granted are void. */
  public void draining(WorkerSlots slots) {
    slots.draining = true;
    slots.granted = 0;
    slots.waiting = false;
    roster.changed = true;
    settle();
  }

  /** A worker has not started what it was given, and will not: others are asked. */
  public void refused(WorkerSlots slots, long id, Refusal why, String detail, int taken) {
    Work work = slots.remove(id);
    refused++;
    slots.observe(taken);
    switch (why) {
      case FULL -> slots.observeFull();
      case DRAINING -> draining(slots);
      case NOT_FOUND, CODE_MISMATCH, UNREADABLE -> {}
    }
    if (work != null && work.state == State.PLACED) {
      remember(work, slots, why, detail);
      dispatch(work);
    }
    pump(slots);
    settle();
  }

  private static void remember(Work work, WorkerSlots slots, Refusal why, String detail) {
    Rejection.Kind kind = why.ifAllRefuse();
    if (kind != null) {
      work.refusal = new Rejection(kind, detail, slots.worker());
    }
    if (kind != null || !work.patient) {
      work.addTried(slots);
    }
    work.metFull |= why == Refusal.FULL;
    work.metOtherCode |= why == Refusal.CODE_MISMATCH;
  }

  /**
   * A child has ended, or what was to become one was withdrawn.
   *
   * @return the work, which is done; {@code null} if its caller has given it up
   */
  public @Nullable Work ended(WorkerSlots slots, long id) {
    Work work = slots.remove(id);
    boolean wanted = work != null && work.state == State.PLACED;
    if (work != null) {
      work.state = State.DONE;
    }
    pump(slots);
    settle();
    return wanted ? work : null;
  }

  /**
   * A child has ended, through no fault of its own, before its time.
   *
   * @return the work, which is done; {@code null} if it is started again, or was given up
   */
  public @Nullable Work drained(WorkerSlots slots, long id) {
    Work work = slots.remove(id);
    if (work == null || work.state == State.DONE) {
      return null;
    }
    draining(slots);
    boolean again = restart(work);
    settle();
    if (again) {
      return null;
    }
    work.state = State.DONE;
    return work;
  }

  private void dispatch(Work work) {
    choosePartition(work);
    WorkerSlots best = roster.leastLoaded(work);
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
      work.lost();
    } else {
      work.rejected(whyNot(work));
    }
  }

  /** Returns why work that waits is not placed. */
  public Rejection whyNot(Work work) {
    Rejection refusal = work.refusal;
    if (refusal != null && !work.metFull && roster.leastLoadedUntried(work) == null) {
      return refusal;
    }
    return Rejection.of(
        roster.anyTakesChildren(work.partition) ? Rejection.Kind.FULL : Rejection.Kind.NO_WORKERS);
  }

  private void place(WorkerSlots slots, Work work) {
    boolean grant = slots.granted > 0;
    slots.granted -= grant ? 1 : 0;
    work.state = State.PLACED;
    work.worker = slots;
    work.id = slots.add(work);
    placed++;
    to(slots).place(work.id, work, grant);
    work.placed();
  }

  private void pump(WorkerSlots slots) {
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
  private void settle() {
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
    boolean waits = !slots.draining && line.firstFor(slots) != null;
    if (waits != slots.waiting) {
      slots.waiting = waits;
      to(slots).waiting(waits);
    }
  }

  /** Returns the way to a worker, to leave a message that concerns no work. */
  public Link to(WorkerSlots slots) {
    written.add(slots.link());
    return slots.link();
  }

  /** Returns the links that were written to since the last time. */
  public List<Link> takeWritten() {
    if (written.isEmpty()) {
      return List.of();
    }
    List<Link> links = List.copyOf(written);
    written.clear();
    return links;
  }

  /** Returns the workers, of a partition or all. */
  public List<WorkerSlots> workers(int partition) {
    return List.copyOf(roster.in(partition));
  }

  /** Returns the work that waits, in order. */
  public List<Work> waiting() {
    return line.all();
  }

  /** Returns the work that workers have, and that was not given up. */
  public List<Work> placed() {
    List<Work> all = new ArrayList<>();
    roster.all().forEach(slots -> slots.work().forEach(all::add));
    all.removeIf(work -> work.state != State.PLACED);
    return all;
  }

  /** Returns the partition of a key now. */
  public int partitionOf(@Nullable PartitionKey key) {
    return key == null ? Work.ANY : key.in(partitions);
  }

  /** Returns the times that work was given to a worker. */
  public long placedCount() {
    return placed;
  }

  /** Returns the times that a worker refused work. */
  public long refusedCount() {
    return refused;
  }
}
