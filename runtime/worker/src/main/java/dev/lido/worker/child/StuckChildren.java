package dev.lido.worker.child;

import dev.lido.protocol.v1.Failure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Children that ignore their interrupt: callers are told where those hang whose deadline passed, and
 * after a grace the slot of each is counted as lost until it ends after all. Thread-safe.
 */
public final class StuckChildren {

  /** After its interrupt; well before its caller would give up by itself. */
  private static final Duration TELL_AFTER = Duration.ofMillis(500);

  private static final Logger LOG = System.getLogger(StuckChildren.class.getName());

  private final Deadlines deadlines;
  private final Duration grace;
  private final int slots;
  private final Set<Child> stuck = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> most = new CompletableFuture<>();
  private volatile Runnable changed = () -> {};
  private volatile StuckListener listener = (child, how) -> {};

  /** Hears of stuck children. */
  interface StuckListener {
    void stuck(Child child, Failure how);
  }

  /** Creates it for a worker of so many slots. */
  public StuckChildren(Deadlines deadlines, Duration grace, int slots) {
    this.deadlines = deadlines;
    this.grace = grace;
    this.slots = slots;
  }

  /** Says who is told that their number has changed; before the first child. */
  public void whenChanged(Runnable tells) {
    changed = tells;
  }

  /** Says who is told of each; before the first child. */
  void whenStuck(StuckListener tells) {
    listener = tells;
  }

  /** Returns how many there are. */
  public int count() {
    return stuck.size();
  }

  /** Completes when more than half of the slots are lost, even if some come back later. */
  public CompletableFuture<Void> whenMost() {
    return most.copy();
  }

  void interrupted(Child child, StopReason reason) {
    Duration first = grace.compareTo(TELL_AFTER) < 0 ? grace : TELL_AFTER;
    after(first, () -> linger(child, reason, grace.minus(first)));
  }

  private void after(Duration delay, Runnable action) {
    try {
      var unused = deadlines.after(delay.toNanos(), action);
    } catch (RejectedExecutionException workerIsClosed) {
      // Then nobody is left to be told.
    }
  }

  private void linger(Child child, StopReason reason, Duration left) {
    if (!child.state().isOver()) {
      after(left, () -> lose(child, reason));
      if (reason == StopReason.TIMED_OUT) {
        child.tellStuck();
      }
    }
  }

  private void lose(Child child, StopReason reason) {
    Failure how = Failures.stuck(child, Failure.Kind.STUCK);
    stuck.add(child);
    if (!child.state().giveUp()) {
      stuck.remove(child);
      return;
    }
    LOG.log(
        Level.WARNING,
        "child {0,number,#} ({1}) of {2} is stuck: it was interrupted {3} ms ago, as {4}, and still"
            + " runs. Its slot is lost until it ends, {5} of {6} are. It is here:{7}",
        child.number(),
        child.title(),
        child.caller(),
        grace.toMillis(),
        reason.text(),
        count(),
        slots,
        Texts.frames(how));
    listener.stuck(child, how);
    changed.run();
    if (count() > slots / 2) {
      most.complete(null);
    }
  }

  /** A child has ended. */
  void ended(Child child) {
    if (child.state().wasStuck()) {
      stuck.remove(child);
      LOG.log(
          Level.INFO,
          "child {0,number,#} ({1}), which was stuck, has ended: its slot is free again",
          child.number(),
          child.title());
      changed.run();
    }
  }
}
