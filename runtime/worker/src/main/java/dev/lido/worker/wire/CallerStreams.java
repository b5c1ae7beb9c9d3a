package dev.lido.worker.wire;

import dev.lido.worker.admission.Admission;
import dev.lido.worker.child.Deadlines;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The streams of callers that have said hello, and the load that they are told of. Thread-safe.
 *
 * <p>A caller is told the load when the others' share of it has changed: within {@link #PAUSE}, not
 * at every change. What it changes itself it knows.
 */
public final class CallerStreams {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Admission<CallerStream> admission;
  private final Deadlines deadlines;
  private final Set<CallerStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean tellsSoon = new AtomicBoolean();
  private volatile boolean completing;

  /** Creates the streams of a worker, none yet. */
  public CallerStreams(Admission<CallerStream> admission, Deadlines deadlines) {
    this.admission = admission;
    this.deadlines = deadlines;
  }

  /** Begins to look for callers that are gone without a word. */
  public void watchSilence() {
    checkSilenceLater(System.nanoTime());
  }

  private void checkSilenceLater(long now) {
    try {
      deadlines.after(Silence.PERIOD.toNanos(), () -> checkSilence(now));
    } catch (RejectedExecutionException workerIsClosed) {
      // Then there is nobody to look for.
    }
  }

  /** Where this process itself was stopped meanwhile, nothing can be said about callers. */
  private void checkSilence(long before) {
    long now = System.nanoTime();
    boolean ran = now - before < 2 * Silence.PERIOD.toNanos();
    streams.forEach(ran ? CallerStream::checkSilence : CallerStream::forgiveSilence);
    checkSilenceLater(now);
  }

  /** Ends all streams at once, whatever runs for them. */
  public void endAll(String why) {
    streams.forEach(stream -> stream.end(why));
  }

  void add(CallerStream stream) {
    streams.add(stream);
    if (completing) {
      stream.complete();
    }
  }

  void remove(CallerStream stream) {
    streams.remove(stream);
  }

  /** Returns how many there are. */
  public int count() {
    return streams.size();
  }

  /** Tells all callers that the worker drains. */
  public void tellDraining() {
    streams.forEach(CallerStream::tellDraining);
  }

  /** Ends all streams, and those to come, once what was written to them is on its way. */
  public void completeAll() {
    completing = true;
    streams.forEach(CallerStream::complete);
  }

  /** Tells these callers of a granted slot each. */
  void grant(Collection<CallerStream> granted) {
    granted.forEach(CallerStream::tellGrant);
  }

  /** The load has changed, by one caller's doing; it is no news to that one. */
  void loadChanged() {
    if (streams.size() > 1 && tellsSoon.compareAndSet(false, true)) {
      tellLater();
    }
  }

  /**
   * The load has changed by nobody's doing whom it concerns: a caller has gone, or its child ended
   * after it, or a slot was lost or has come back. It is news even to a caller that is alone now.
   */
  public void tellSoon() {
    if (tellsSoon.compareAndSet(false, true)) {
      tellLater();
    }
  }

  private void tellLater() {
    try {
      deadlines.after(PAUSE.toNanos(), this::tellLoad);
    } catch (RejectedExecutionException workerIsClosed) {
      tellsSoon.set(false);
    }
  }

  private void tellLoad() {
    tellsSoon.set(false);
    for (CallerStream stream : streams) {
      stream.tellLoad(admission.load(stream));
    }
  }
}
