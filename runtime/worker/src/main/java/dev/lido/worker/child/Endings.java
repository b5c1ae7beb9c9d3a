package dev.lido.worker.child;

import dev.lido.protocol.v1.ChildEnded;
import dev.lido.protocol.v1.ChildEnded.How;
import dev.lido.protocol.v1.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How placed children end: told to those who asked, and kept for 10 minutes, of the last 1,000.
 * Thread-safe; listeners must not block.
 */
public final class Endings {

  static final Duration KEPT = Duration.ofMinutes(10);
  static final int MOST = 1_000;

  /** Who asks. */
  public interface Listener {

    /** A child that was asked for has ended, or is not known. */
    void childEnded(ChildEnded how);
  }

  private record Kept(ChildEnded how, long since) {}

  private final LongSupplier nanoTime;
  private final Map<Long, Set<Listener>> running = new HashMap<>();
  private final LinkedHashMap<Long, Kept> kept = new LinkedHashMap<>();

  /** Creates it with a clock, as {@link System#nanoTime} is one. */
  Endings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A child is about to start. */
  synchronized void begin(long child) {
    running.put(child, new LinkedHashSet<>());
  }

  /** A child has ended. */
  void end(long child, Answer answer) {
    ChildEnded how = describe(child, answer);
    end(how).forEach(listener -> listener.childEnded(how));
  }

  private static ChildEnded describe(long child, Answer answer) {
    ChildEnded.Builder how = ChildEnded.newBuilder().setChild(child);
    return switch (answer) {
      case Answer.Returned returned -> how.setHow(How.RETURNED).build();
      case Answer.NotStarted never -> how.setHow(How.UNKNOWN).build();
      case Answer.Failed failed ->
          how.setHow(How.FAILED).setFailure(Failures.toKeep(failed.failure())).build();
    };
  }

  /** A child that has not ended is given up. How it ends after all is kept in place of this. */
  void stuck(long child, Failure where) {
    ChildEnded how =
        ChildEnded.newBuilder().setChild(child).setHow(How.FAILED).setFailure(where).build();
    endIfRunning(how).forEach(listener -> listener.childEnded(how));
  }

  private synchronized Set<Listener> endIfRunning(ChildEnded how) {
    return running.containsKey(how.getChild()) ? end(how) : Set.of();
  }

  /** Nobody knows the number of a child that was not started. */
  private synchronized Set<Listener> end(ChildEnded how) {
    if (how.getHow() != How.UNKNOWN) {
      kept.put(how.getChild(), new Kept(how, nanoTime.getAsLong()));
      forgetOld();
    }
    Set<Listener> listeners = running.remove(how.getChild());
    return listeners == null ? Set.of() : listeners;
  }

  private void forgetOld() {
    while (kept.size() > MOST || (!kept.isEmpty() && isOld(kept.firstEntry().getValue()))) {
      kept.pollFirstEntry();
    }
  }

  private boolean isOld(Kept ending) {
    return nanoTime.getAsLong() - ending.since() > KEPT.toNanos();
  }

  /** Tells how a child ends: when it does, or at once if it has or is not known. */
  public void monitor(long child, Listener listener) {
    ask(child, listener).ifPresent(listener::childEnded);
  }

  private synchronized Optional<ChildEnded> ask(long child, Listener listener) {
    Set<Listener> listeners = running.get(child);
    if (listeners != null) {
      listeners.add(listener);
      return Optional.empty();
    }
    forgetOld();
    Kept known = kept.get(child);
    return Optional.of(
        known == null
            ? ChildEnded.newBuilder().setChild(child).setHow(How.UNKNOWN).build()
            : known.how());
  }

  /** Tells a listener nothing more. */
  public synchronized void forget(Listener listener) {
    running.values().forEach(listeners -> listeners.remove(listener));
  }
}
