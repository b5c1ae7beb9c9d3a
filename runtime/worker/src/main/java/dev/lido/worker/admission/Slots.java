package dev.lido.worker.admission;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * A worker's slots: who gets them, and what its callers are told of them. Thread-safe; time is the
 * timer's alone.
 *
 * <p>A caller is told the load when the others' share of it has changed: at once, and what changes
 * within {@link #PAUSE} after that together. What it changes itself it knows.
 */
public final class Slots {

  private static final Duration PAUSE = Duration.ofMillis(1);

  /** Where the telling of the load is. */
  private enum Telling {
    /** There is no news. */
    IDLE,
    /** News is told next. */
    DUE,
    /** News was told, and there is none since. */
    PAUSE,
    /** News was told, and there is more. */
    PAUSE_WITH_NEWS
  }

  private final Admission<CallerSlots> admission;
  private final Timer timer;
  private final IntSupplier stuck;
  private final Set<CallerSlots> callers = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Telling> telling = new AtomicReference<>(Telling.IDLE);
  private final AtomicBoolean watchesStanding = new AtomicBoolean();

  /** Does things later. */
  @FunctionalInterface
  public interface Timer {
    /**
     * Runs a short action once.
     *
     * @throws RejectedExecutionException if nothing is done any more
     */
    void after(long nanos, Runnable action);
  }

  /**
   * Creates the slots of a worker, all free.
   *
   * @param clock tells nanoseconds, of the timer's time
   * @param stuck how many are lost to children that ignore their interrupt
   */
  public Slots(int capacity, Timer timer, LongSupplier clock, IntSupplier stuck) {
    this.admission = new Admission<>(capacity, clock);
    this.timer = timer;
    this.stuck = stuck;
  }

  /** Returns the slots as one caller has them, who is told what concerns it once it has joined. */
  public CallerSlots of(CallerSlots.Outlet caller) {
    return new CallerSlots(this, caller);
  }

  Admission<CallerSlots> admission() {
    return admission;
  }

  /** Returns how many slots are taken, by children and by grants. */
  public int taken() {
    return admission.taken();
  }

  /** Returns how many of them are lost to stuck children. */
  public int stuck() {
    return stuck.getAsInt();
  }

  /** Admits nothing more; all grants are void, and nobody waits. */
  public void drain() {
    admission.drain().forEach(work -> work.refuse(Verdict.DRAINING));
  }

  /** Work stands by: looks later whether it still does. */
  void watchStanding() {
    if (watchesStanding.compareAndSet(false, true)) {
      lookLater(admission.patience());
    }
  }

  private void lookLater(long nanos) {
    try {
      timer.after(nanos, this::lookAtStanding);
    } catch (RejectedExecutionException workerIsClosed) {
      watchesStanding.set(false);
    }
  }

  private void lookAtStanding() {
    List<StandBy> tooLong = admission.impatient();
    if (!tooLong.isEmpty()) {
      tooLong.forEach(work -> work.refuse(Verdict.FULL));
      CallerSlots.use(admission.tookBack());
    }
    long patience = admission.patience();
    if (patience > 0) {
      lookLater(patience);
    } else {
      watchesStanding.set(false);
      if (admission.patience() > 0) { // since then
        watchStanding();
      }
    }
  }

  /** Returns whether nothing more is admitted. */
  public boolean isDraining() {
    return admission.isDraining();
  }

  void add(CallerSlots caller) {
    callers.add(caller);
  }

  void remove(CallerSlots caller) {
    callers.remove(caller);
  }

  /** The load has changed, by one caller's doing; it is no news to that one. */
  void loadChanged() {
    if (callers.size() > 1) {
      tellSoon();
    }
  }

  /**
   * The load has changed by nobody's doing whom it concerns: a caller has gone, or its child ended
   * after it, or a slot was lost or has come back. It is news even to a caller that is alone now.
   */
  public void tellSoon() {
    while (true) {
      Telling now = telling.get();
      boolean pauses = now == Telling.PAUSE;
      if (now != Telling.IDLE && !pauses) {
        return;
      }
      if (telling.compareAndSet(now, pauses ? Telling.PAUSE_WITH_NEWS : Telling.DUE)) {
        if (!pauses) {
          later(Duration.ZERO, this::tellLoad);
        }
        return;
      }
    }
  }

  private void tellLoad() {
    telling.set(Telling.PAUSE);
    callers.forEach(CallerSlots::tellLoad);
    later(PAUSE, this::pauseIsOver);
  }

  private void pauseIsOver() {
    if (!telling.compareAndSet(Telling.PAUSE, Telling.IDLE)) {
      tellLoad();
    }
  }

  private void later(Duration delay, Runnable action) {
    try {
      timer.after(delay.toNanos(), action);
    } catch (RejectedExecutionException workerIsClosed) {
      telling.set(Telling.IDLE);
    }
  }
}
