package dev.lido.operator.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of no more than so many entries: those that were put or asked for last. Not thread-safe. */
public final class Latest<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;
  private static final int CAPACITY = 16;
  private static final float LOAD = 0.75f;

  private final int most;

  /** Makes an empty one that forgets what is older than the {@code most} latest. */
  public Latest(int most) {
    super(CAPACITY, LOAD, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
