package dev.lido.client.internal.placement;

import dev.lido.client.internal.placement.Work.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives work to workers: a little loaded one that has room, and else work waits, first in first out.
 *
 * <p>Between two events it holds that no work waits for which a connected worker is known to have
 * room; that every worker for whose slots work waits knows so; and that no granted slot is kept.
 *
 * <p>Not thread-safe: its owner guards it, and all that belongs to it, by one lock, and after
 * letting go of that flushes the {@linkplain #takeWritten links} that were written to.
 */
public final class Placer {

  private final Dispatcher dispatcher;
  private final Roster roster;
  private final Line line;
  private long nextSequence;
  private long refused;

  /** Creates a placer without workers, whose queue has no room. */
  public Placer(RandomGenerator random) {
    dispatcher = new Dispatcher(random);
    roster = dispatcher.roster;
    line = dispatcher.line;
  }

  /** Sets how many partitions there are, to which waiting keys move, and how much work may wait. */
  public void configure(int partitions, int queueLimit) {
    dispatcher.configure(partitions, queueLimit);
  }

  /** Sets who knows why workers are not connected that should be; it may say nothing. */
  public void explain(Supplier<String> who) {
    dispatcher.explain(who);
  }

  /** Says whether workers may be about to join, so that impatient work should not give up yet. */
  public void settling(boolean areAbout) {
    dispatcher.settling(areAbout);
  }

  /** Places work, lets it wait, or rejects it. */
  public void submit(Work work) {
    work.sequence = nextSequence++;
    dispatcher.dispatch(work);
    dispatcher.settle();
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
    dispatcher.settle();
  }

  /** A worker has said hello. */
  public void joined(WorkerSlots slots, int taken, boolean draining) {
    slots.observe(taken);
    if (draining) {
      slots.drain();
    }
    roster.add(slots);
    dispatcher.pump(slots);
    dispatcher.settle();
  }

  /**
   * The connection to a worker is over. What was certainly not sent to it is placed elsewhere.
   *
   * @param answered whether the worker has answered all that it has started
   * @param why what is known of it, for people; may be empty
   */
  public void left(WorkerSlots slots, boolean answered, String why) {
    List<Work> had = new ArrayList<>();
    slots.work().forEach(had::add);
    if (!roster.remove(slots)) {
      return;
    }
    Set<Long> unsent = slots.link().unsent();
    had.sort(Comparator.comparingLong(work -> work.sequence));
    for (Work work : had) {
      if (work.state == State.PLACED) {
        leftBehind(work, answered || unsent.contains(work.id), why);
      }
    }
    dispatcher.settle();
  }

  private void leftBehind(Work work, boolean notStarted, String why) {
    if (notStarted) {
      dispatcher.dispatch(work);
    } else if (!restart(work, why)) {
      work.state = State.DONE;
      work.lost(why);
    }
  }

  /** Starts work again, whose outcome does not count, if it may be started again. */
  private boolean restart(Work work, String why) {
    boolean may = work.retriesLeft > 0;
    if (may) {
      work.restart(why);
      dispatcher.dispatch(work);
    }
    return may;
  }

  /** A worker has told how many of its slots are taken, and not whose they are. */
  public void load(WorkerSlots slots, int taken) {
    slots.observe(taken);
    dispatcher.pump(slots);
    dispatcher.settle();
  }

  /** A worker has told how many of its slots are other callers'. */
  public void othersHave(WorkerSlots slots, int others) {
    slots.observeOthers(others);
    dispatcher.pump(slots);
    dispatcher.settle();
  }

  /** A worker holds slots for this caller. */
  public void granted(WorkerSlots slots, int count) {
    slots.grant(count);
    dispatcher.pump(slots);
    if (slots.granted() > 0) {
      to(slots).returnGrants(slots.takeGrants());
    }
    dispatcher.settle();
  }

  /** A worker takes no new child; slots that it granted are void. */
  public void draining(WorkerSlots slots) {
    slots.drain();
    roster.changed = true;
    dispatcher.settle();
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
      dispatcher.dispatch(work);
    }
    dispatcher.pump(slots);
    dispatcher.settle();
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
    dispatcher.pump(slots);
    dispatcher.settle();
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
    boolean again = restart(work, "its drain time was over");
    dispatcher.settle();
    if (again) {
      return null;
    }
    work.state = State.DONE;
    return work;
  }

  /** Returns why work that waits is not placed. */
  public Rejection whyNot(Work work) {
    return dispatcher.whyNot(work);
  }

  /** Returns the way to a worker, to leave a message that concerns no work. */
  public Link to(WorkerSlots slots) {
    return dispatcher.to(slots);
  }

  /** Returns the links that were written to since the last time. */
  public List<Link> takeWritten() {
    return dispatcher.takeWritten();
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
    return dispatcher.partitionOf(key);
  }

  /** Returns the times that work was given to a worker. */
  public long placedCount() {
    return dispatcher.placedCount();
  }

  /** Returns the times that a worker refused work. */
  public long refusedCount() {
    return refused;
  }
}
