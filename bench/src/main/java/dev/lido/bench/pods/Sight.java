package dev.lido.bench.pods;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What the benchmark has seen of a subject's sets and pods. It is thread-safe. */
final class Sight {

  private static final long PATIENCE_SECONDS = 300;

  private final Set<String> sets = new HashSet<>();
  private final Set<String> readySets = new HashSet<>();
  private final Map<String, String> setOfPod = new HashMap<>();
  private final Map<String, Long> lastCreatedOfSet = new HashMap<>();
  private int created;
  private long lastCreated;

  /** Forgets how many pods were created. */
  synchronized void begin() {
    created = 0;
  }

  synchronized void podCreated(String name, String set) {
    setOfPod.put(name, set);
    created++;
    lastCreated = System.nanoTime();
    lastCreatedOfSet.put(set, lastCreated);
    notifyAll();
  }

  synchronized void podDeleted(String name) {
    setOfPod.remove(name);
    notifyAll();
  }

  synchronized void setSeen(String name, boolean ready) {
    sets.add(name);
    if (ready) {
      readySets.add(name);
    } else {
      readySets.remove(name);
    }
    notifyAll();
  }

  synchronized void setDeleted(String name) {
    sets.remove(name);
    readySets.remove(name);
    lastCreatedOfSet.remove(name);
    notifyAll();
  }

  /**
   * A pod.
   *
   * @param name its name
   * @param set the set that it belongs to
   */
  record Pod(String name, String set) {}

  synchronized List<String> pods() {
    return List.copyOf(setOfPod.keySet());
  }

  synchronized List<Pod> podsOfSets() {
    return setOfPod.entrySet().stream().map(pod -> new Pod(pod.getKey(), pod.getValue())).toList();
  }

  /** Returns when the last of so many pods was created. */
  synchronized long awaitCreated(int pods) {
    await(() -> created >= pods, () -> created + " of " + pods + " pods were created");
    return lastCreated;
  }

  /** Returns when a pod of this set was created after that time. */
  synchronized long awaitCreated(String set, long after) {
    await(() -> created(set) > after, () -> set + " got no new pod");
    return created(set);
  }

  private long created(String set) {
    return lastCreatedOfSet.getOrDefault(set, Long.MIN_VALUE);
  }

  /** Waits until the subject says of so many sets that all their pods are ready. */
  synchronized void awaitReady(int wanted) {
    await(
        () -> readySets.size() >= wanted, () -> readySets.size() + " of " + wanted + " are ready");
  }

  /** Waits until a set has no pods but so many. */
  synchronized void awaitPods(int pods) {
    await(() -> setOfPod.size() == pods, () -> setOfPod.size() + " pods, not " + pods);
  }

  synchronized void awaitNoSets() {
    await(sets::isEmpty, () -> sets.size() + " sets are left");
  }

  private void await(BooleanSupplier condition, java.util.function.Supplier<String> state) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new IllegalStateException(
              "after " + PATIENCE_SECONDS + " s " + state.get() + "; --logs DIR keeps the logs");
        }
        wait(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", interrupted);
    }
  }
}
