package dev.lido.operator.status;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.memory.Latest;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a status wait that says nothing new but other counts of workers: they often change again before
 * anybody has read them, and where other pools wait for their workers, those come first. What is new
 * besides is never held up. It is thread-safe.
 */
final class CountDelay {

  /** Counts that have not changed for so long will not change soon. */
  private static final Duration STANDSTILL = Duration.ofMillis(100);

  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration WHILE_OTHERS_WAIT = Duration.ofSeconds(5);
  private static final int MEMORY = 10_000;

  private final BooleanSupplier othersWait;
  private final Map<String, Untold> memory = Collections.synchronizedMap(new Latest<>(MEMORY));

  /** Counts that are not told yet, since when there are such, and since when they are these. */
  private record Untold(List<@Nullable Integer> counts, Instant first, Instant changed) {

    Untold next(List<@Nullable Integer> now, Instant time) {
      return counts.equals(now) ? this : new Untold(now, first, time);
    }

    Instant due() {
      Instant still = changed.plus(STANDSTILL);
      Instant latest = first.plus(LONGEST);
      return still.isBefore(latest) ? still : latest;
    }
  }

  /** Makes one that asks whether pools wait for their pass. */
  CountDelay(BooleanSupplier othersWait) {
    this.othersWait = othersWait;
  }

  /** Returns until when {@code status} may wait, of a pool that has another; empty: not at all. */
  Optional<Instant> of(PoolResource pool, PoolStatus status, Instant now) {
    String uid = pool.getMetadata().getUid();
    if (gist(pool.getStatus()).equals(gist(status))) {
      List<@Nullable Integer> counts = counts(status);
      Untold first = new Untold(counts, now, now);
      Untold untold = memory.merge(uid, first, (before, same) -> before.next(counts, now));
      Instant due = othersWait.getAsBoolean() ? untold.first.plus(WHILE_OTHERS_WAIT) : untold.due();
      if (now.isBefore(due)) {
        return Optional.of(due);
      }
    }
    memory.remove(uid);
    return Optional.empty();
  }

  private static List<@Nullable Integer> counts(PoolStatus status) {
    return Arrays.asList(status.getReplicas(), status.getReady(), status.getUpdated());
  }

  private static List<@Nullable Object> gist(@Nullable PoolStatus status) {
    return status == null
        ? List.of()
        : Arrays.asList(
            status.getObservedGeneration(), status.getRestarts(), gist(status.getConditions()));
  }

  private static List<List<Object>> gist(@Nullable List<Condition> conditions) {
    return conditions == null
        ? List.of()
        : conditions.stream()
            .map(c -> List.<Object>of(c.getType(), c.getStatus(), c.getReason()))
            .toList();
  }
}
