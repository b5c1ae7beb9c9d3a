package dev.lido.operator.apply;

import dev.lido.operator.observe.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows when a cache shows all workers of a pool that exist, so that nobody has to list them.
 *
 * <p>Only the operator that leads creates workers. So those that exist are among those that the API
 * server listed at some time of its lead, and those that it has created since. A cache shows changes
 * in the order in which they happened: if it shows a pod of a version, then it shows all that was
 * created up to that version. A pool's horizon is the version of its pods that a cache has to show.
 * A pool that is younger than the lead has had no workers but those created here.
 *
 * <p>Only a memory: who loses it lists. It is thread-safe.
 */
public final class Horizons {

  /** How long a request may be on its way to which there was no answer. */
  private static final Duration LONGEST_WAY = Duration.ofMinutes(1);

  /** No cache shows it. */
  private static final long OUT_OF_SIGHT = Long.MAX_VALUE;

  private static final int MOST = 20_000;

  private final Supplier<Set<String>> pools;
  private final InstantSource clock;
  private final Map<String, Horizon> horizons = new ConcurrentHashMap<>();
  private @Nullable Set<String> inherited;

  /** What a cache must show; nothing can be learnt before {@code from}. */
  private record Horizon(long version, Instant from) {}

  /**
   * Makes one that knows nothing.
   *
   * @param pools asks the API server for the UIDs of all pools, as it stored them last
   */
  public Horizons(Supplier<Set<String>> pools, InstantSource clock) {
    this.pools = pools;
    this.clock = clock;
  }

  /** Tells whether no worker of a pool is missing among these, of a cache. */
  boolean isComplete(String pool, List<Worker> cached) {
    Horizon horizon = horizons.get(pool);
    if (horizon == null) {
      return begins(pool);
    }
    return horizon.version != OUT_OF_SIGHT && latest(cached) >= horizon.version;
  }

  /** Notes the workers of a pool that the API server listed. */
  void listed(String pool, List<Worker> workers) {
    Instant now = clock.instant();
    Horizon seen = new Horizon(latest(workers), now);
    horizons.compute(pool, (uid, old) -> old != null && now.isBefore(old.from) ? old : seen);
    forgetIfTooMany();
  }

  /** Notes the version of a worker that was created. */
  void created(String pool, String version) {
    horizons.computeIfPresent(
        pool, (uid, old) -> new Horizon(Math.max(old.version, number(version)), old.from));
  }

  /** Notes that a worker may have been created, or may be still. */
  void inDoubt(String pool) {
    horizons.put(pool, new Horizon(OUT_OF_SIGHT, clock.instant().plus(LONGEST_WAY)));
  }

  /** A pool that was not there when the lead had begun has had no worker before. */
  private boolean begins(String pool) {
    if (inherited().contains(pool)) {
      return false;
    }
    horizons.putIfAbsent(pool, new Horizon(0, clock.instant()));
    forgetIfTooMany();
    return true;
  }

  private synchronized Set<String> inherited() {
    if (inherited == null) {
      inherited = Set.copyOf(pools.get());
    }
    return inherited;
  }

  /** Pools that are gone are forgotten together with all others. */
  private synchronized void forgetIfTooMany() {
    if (horizons.size() > MOST) {
      inherited = null;
      horizons.clear();
    }
  }

  private static long latest(List<Worker> workers) {
    return workers.stream().mapToLong(worker -> number(worker.version())).max().orElse(0);
  }

  /** Versions are numbers that grow; where they are none, nothing is known. */
  private static long number(String version) {
    try {
      return Long.parseLong(version);
    } catch (NumberFormatException otherwise) {
      return OUT_OF_SIGHT;
    }
  }
}
