package dev.lido.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the pods of a cache, which nobody changes: each is read once, not in every
 * pass over a pool of thousands. A pod that the cache has let go is forgotten. It is thread-safe.
 */
public final class Readings {

  private final Map<Key, Reading> readings = new ConcurrentHashMap<>();
  private final ReferenceQueue<Pod> gone = new ReferenceQueue<>();

  private record Reading(String poolUid, Optional<Worker> worker) {}

  /** A pod as this very object: comparing pods by what they hold takes longer than reading them. */
  private static final class Key extends WeakReference<Pod> {
    private final int hash;

    Key(Pod pod, @Nullable ReferenceQueue<Pod> gone) {
      super(pod, gone);
      this.hash = System.identityHashCode(pod);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Pod pod = get();
      return this == other || (pod != null && other instanceof Key key && key.refersTo(pod));
    }
  }

  /** Makes one that has read nothing. */
  public Readings() {}

  /** Returns what was read from a pod as one of this pool, having read it if nobody did. */
  Optional<Worker> of(String poolUid, Pod pod, Function<Pod, Optional<Worker>> reader) {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      readings.remove(key);
    }
    Reading known = readings.get(new Key(pod, null));
    if (known != null && known.poolUid.equals(poolUid)) {
      return known.worker;
    }
    Optional<Worker> read = reader.apply(pod);
    readings.put(new Key(pod, gone), new Reading(poolUid, read));
    return read;
  }
}
