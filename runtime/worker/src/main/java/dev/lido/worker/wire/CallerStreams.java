package dev.lido.worker.wire;

import dev.lido.worker.child.Deadlines;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/** The streams of callers that have said hello. Thread-safe. */
public final class CallerStreams {

  private final Deadlines deadlines;
  private final Set<CallerStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean completing;

  /** Creates the streams of a worker, none yet. */
  public CallerStreams(Deadlines deadlines) {
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
}
