package dev.lido.operator.apply;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What draining workers said they have left, by UID. It is thread-safe.
 *
 * <p>Only a memory: who loses it asks again.
 */
public final class DrainBook {

  private final Map<String, OptionalInt> left = new ConcurrentHashMap<>();

  /** Makes an empty book. */
  public DrainBook() {}

  /** Notes an answer. */
  public void note(String uid, OptionalInt children) {
    left.put(uid, children);
  }

  /** Forgets a worker. */
  public void forget(String uid) {
    left.remove(uid);
  }

  /** Returns what is known now. */
  public Map<String, OptionalInt> snapshot() {
    return new HashMap<>(left);
  }
}
