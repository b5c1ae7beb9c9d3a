package dev.lido.operator.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether reconciling goes on. It is thread-safe.
 *
 * <p>A canary goes the way of a pool's change: as an event, then through the threads that reconcile.
 * When it, or any pass over a pool, takes longer than the timeout, the operator is hung; unless the
 * API server failed, turned requests away or was slow in that time, as then there is somebody to wait
 * for.
 */
public final class Liveness implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Liveness.class);
  private static final int CANARIES_WITHIN_TIMEOUT = 4;

  private final Duration timeout;
  private final Way way;
  private final Passes passes;
  private final ApiTrouble trouble;
  private final LongSupplier nanoTime;
  private final AtomicReference<Optional<Long>> sentNanos = new AtomicReference<>(Optional.empty());
  private final AtomicReference<String> last = new AtomicReference<>("");
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("canary").factory());

  /**
   * The way of a pool's change.
   *
   * @param event sends an event that concerns no pool
   * @param threads what reconciles
   */
  public record Way(Runnable event, Executor threads) {}

  /** Makes one that sends no canary before {@link #start}. */
  public Liveness(
      Duration timeout, Way way, Passes passes, ApiTrouble trouble, LongSupplier nanoTime) {
    this.timeout = timeout;
    this.way = way;
    this.passes = passes;
    this.trouble = trouble;
    this.nanoTime = nanoTime;
  }

  /** Sends canaries from now on. */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with its sender.
  public void start() {
    long pause = timeout.dividedBy(CANARIES_WITHIN_TIMEOUT).toMillis();
    sender.scheduleWithFixedDelay(this::send, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void send() {
    if (sentNanos.get().isPresent()) {
      return;
    }
    sentNanos.set(Optional.of(nanoTime.getAsLong()));
    try {
      way.event().run();
      way.threads().execute(() -> sentNanos.set(Optional.empty()));
    } catch (RejectedExecutionException stopping) {
      sentNanos.set(Optional.empty());
    }
  }

  /** Returns how it is. */
  public Answer check() {
    String hung = trouble.within(timeout) ? "" : whatHangs();
    if (!last.getAndSet(hung).equals(hung) && !hung.isEmpty()) {
      LOGGER.error("Hung: {}", hung);
    }
    return Answer.of(hung.isEmpty(), hung.isEmpty() ? "ok" : hung);
  }

  private String whatHangs() {
    Optional<Passes.Pass> pass = passes.oldest().filter(p -> isLate(p.sinceNanos()));
    if (pass.isPresent()) {
      return "a pass over " + pass.get().pool() + " has not ended within " + timeout;
    }
    return sentNanos.get().filter(this::isLate).isPresent()
        ? "a canary reconcile has not come through within " + timeout
        : "";
  }

  private boolean isLate(long sinceNanos) {
    return nanoTime.getAsLong() - sinceNanos > timeout.toNanos();
  }

  /** Sends no more. Idempotent. */
  @Override
  public void close() {
    sender.shutdownNow();
  }
}
