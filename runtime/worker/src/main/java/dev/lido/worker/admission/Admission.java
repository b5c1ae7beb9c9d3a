package dev.lido.worker.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Counts a worker's slots out: never more than its capacity, to children and as grants together.
 *
 * <ul>
 *   <li>A place is admitted by a free slot, or by a grant that its caller holds.
 *   <li>A slot that becomes free is granted at once if any caller waits, to the waiting callers in
 *       turn. So a slot is never free while a caller waits.
 *   <li>A caller that leaves frees its grants; the slots of its children stay taken until each is
 *       {@linkplain #release released}.
 * </ul>
 *
 * <p>Methods that free slots return who was granted one: once for each grant, in order. Thread-safe;
 * nothing here blocks or calls out.
 *
 * @param <C> callers, compared by {@code equals}
 */
public final class Admission<C> {

  private final int capacity;
  private final Map<C, Share> shares = new HashMap<>();
  private final LinkedHashSet<C> waiting = new LinkedHashSet<>();
  private int taken;
  private boolean draining;

  /** Creates the admission of so many slots. */
  public Admission(int capacity) {
    this.capacity = capacity;
  }

  /** Registers a caller, which holds and waits for nothing yet. */
  public synchronized void join(C caller) {
    shares.put(caller, new Share());
  }

  /** Forgets a caller; its grants are free. */
  public synchronized List<C> leave(C caller) {
    Share share = shares.remove(caller);
    if (share == null) {
      return List.of();
    }
    waiting.remove(caller);
    taken -= share.granted;
    return grantFree();
  }

  /**
   * Takes a slot for a child.
   *
   * @param granted use one of the caller's grants, if it holds any
   */
  public synchronized Verdict admit(C caller, boolean granted) {
    if (draining) {
      return Verdict.DRAINING;
    }
    Share share = shares.get(caller);
    if (share == null) {
      return Verdict.FULL;
    }
    if (granted && share.granted > 0) {
      share.granted--;
    } else if (taken < capacity) {
      taken++;
    } else {
      return Verdict.FULL;
    }
    share.running++;
    return Verdict.ADMITTED;
  }

  /** Frees the slot of a child that has ended. */
  public synchronized List<C> release(C caller) {
    Share share = shares.get(caller);
    if (share != null) {
      share.running--;
    }
    taken--;
    return grantFree();
  }

  /** Says whether a caller waits for slots. */
  public synchronized List<C> setWaiting(C caller, boolean waits) {
    if (draining || !shares.containsKey(caller)) {
      return List.of();
    }
    if (waits) {
      waiting.add(caller);
    } else {
      waiting.remove(caller);
    }
    return grantFree();
  }

  /** Takes back as many of {@code count} grants (unsigned) as the caller holds; it waits no more. */
  public synchronized List<C> giveBack(C caller, int count) {
    Share share = shares.get(caller);
    if (share == null) {
      return List.of();
    }
    int returned = Math.clamp(Integer.toUnsignedLong(count), 0, share.granted);
    share.granted -= returned;
    taken -= returned;
    waiting.remove(caller);
    return grantFree();
  }

  /** Admits nothing more; all grants are void, and nobody waits. */
  public synchronized void drain() {
    draining = true;
    waiting.clear();
    for (Share share : shares.values()) {
      taken -= share.granted;
      share.granted = 0;
    }
  }

  /** Returns whether nothing more is admitted. */
  public synchronized boolean isDraining() {
    return draining;
  }

  /** Returns how many slots are taken, by children and by grants. */
  public synchronized int taken() {
    return taken;
  }

  /**
   * How full a worker is, at one instant.
   *
   * @param taken slots that are taken, by children and by grants
   * @param byOthers those of other callers than the one that asks
   */
  public record Load(int taken, int byOthers) {}

  /** Returns how full it is, as it concerns this caller. */
  public synchronized Load load(C caller) {
    return new Load(taken, takenByOthers(caller));
  }

  /** Returns how many slots are taken by others than this caller. */
  public synchronized int takenByOthers(C caller) {
    Share share = shares.get(caller);
    return share == null ? taken : taken - share.running - share.granted;
  }

  private List<C> grantFree() {
    if (waiting.isEmpty() || taken >= capacity) {
      return List.of();
    }
    List<C> granted = new ArrayList<>(capacity - taken);
    for (; taken < capacity; taken++) {
      C next = waiting.removeFirst();
      waiting.add(next);
      shares.computeIfAbsent(next, caller -> new Share()).granted++;
      granted.add(next);
    }
    return granted;
  }

  /** What one caller holds. */
  private static final class Share {
    private int running;
    private int granted;
  }
}
