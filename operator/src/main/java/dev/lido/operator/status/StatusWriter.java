package dev.lido.operator.status;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.apply.ClusterApi;
import dev.lido.operator.memory.Latest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of pools, when it changed, and knows what it wrote before a cache shows it. It is
 * thread-safe.
 */
public final class StatusWriter {

  private static final int MEMORY = 10_000;

  /** A cache that lags behind for longer shows an old status, which costs a write in vain. */
  private static final int MOST_WRITES = 16;

  private final ClusterApi api;
  private final CountDelay delay;
  private final Map<String, Written> memory = Collections.synchronizedMap(new Latest<>(MEMORY));

  /** A pool of one of these versions became, by writes of its status alone, one of this version. */
  private record Written(Set<String> before, String version, PoolStatus status) {}

  /**
   * Makes one that writes through {@code api}.
   *
   * @param othersWait tells whether there are pools that wait for their pass
   */
  public StatusWriter(ClusterApi api, BooleanSupplier othersWait) {
    this.api = api;
    this.delay = new CountDelay(othersWait);
  }

  /** Returns a pool as it is after what was written of it here, which its cache may not show yet. */
  public PoolResource latest(PoolResource cached) {
    @Nullable Written written = memory.get(uid(cached));
    if (written == null) {
      return cached;
    }
    if (written.before.contains(version(cached))) {
      return with(cached, written);
    }
    memory.remove(uid(cached));
    return cached;
  }

  private static PoolResource with(PoolResource cached, Written written) {
    PoolResource pool = new PoolResource();
    pool.setMetadata(
        new ObjectMetaBuilder(cached.getMetadata()).withResourceVersion(written.version).build());
    pool.setSpec(cached.getSpec());
    pool.setStatus(written.status);
    return pool;
  }

  /** Writes {@code status}, unless the pool has it already: then it returns false. */
  public boolean write(PoolResource pool, PoolStatus status) {
    if (isTold(pool, status)) {
      return false;
    }
    String version = api.writeStatus(pool, status);
    memory.put(uid(pool), new Written(before(pool), version, status));
    return true;
  }

  /**
   * Returns until when {@code status} may wait, as only its counts differ from what the pool has;
   * empty if it has to be written now.
   */
  public Optional<Instant> mayWait(PoolResource pool, PoolStatus status, Instant now) {
    return delay.of(pool, status, now);
  }

  /** Tells whether the pool has {@code status} already. */
  public static boolean isTold(PoolResource pool, PoolStatus status) {
    return Serialization.asJson(status).equals(Serialization.asJson(pool.getStatus()));
  }

  private Set<String> before(PoolResource pool) {
    Stream<String> earlier =
        Optional.ofNullable(memory.get(uid(pool)))
            .filter(last -> last.version.equals(version(pool)))
            .filter(last -> last.before.size() < MOST_WRITES)
            .map(last -> last.before.stream())
            .orElse(Stream.empty());
    return Stream.concat(earlier, Stream.of(version(pool))).collect(Collectors.toUnmodifiableSet());
  }

  private static String uid(PoolResource pool) {
    return pool.getMetadata().getUid();
  }

  private static String version(PoolResource pool) {
    return pool.getMetadata().getResourceVersion();
  }
}
