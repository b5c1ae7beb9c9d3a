package dev.lido.operator.lead;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Is open for some time after each renewal of the lead. It needs nobody who shuts it: in a process
 * that was stopped for a while it is found shut.
 */
final class LeadFence implements Fence {

  private record Renewal(long nanos, Instant time) {}

  private final Terms terms;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private volatile @Nullable Renewal renewal;

  LeadFence(Terms terms, LongSupplier nanoTime, InstantSource clock) {
    this.terms = terms;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  /** Begins something that opens the fence when it succeeds. */
  Attempt attempt() {
    Renewal sent = new Renewal(nanoTime.getAsLong(), clock.instant());
    return () -> renewal = sent;
  }

  /** A renewal that has been sent. */
  @FunctionalInterface
  interface Attempt {

    /** The API server did it, at some time since it was sent. */
    void succeeded();
  }

  void shut() {
    renewal = null;
  }

  @Override
  public Optional<Duration> room() {
    Renewal last = renewal;
    return last == null
        ? Optional.empty()
        : Optional.of(terms.end().minus(since(last)))
            .filter(left -> left.compareTo(terms.least()) >= 0);
  }

  /** The one clock stands still in a machine that sleeps, the other may be set back. */
  private Duration since(Renewal last) {
    Duration run = Duration.ofNanos(nanoTime.getAsLong() - last.nanos());
    Duration told = Duration.between(last.time(), clock.instant());
    return run.compareTo(told) > 0 ? run : told;
  }
}
