package dev.lido.worker.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Counts a worker's slots out: never more than its capacity, to children and as grants together.
 *
 * <ul>
 *   <li>A place is admitted by a free slot, or by a grant that its caller holds.
 *   <li>A slot that becomes free goes to the work that stands by for the longest time; else it is
 *       granted at once if any caller waits, to the waiting callers in turn. So a slot is never free
 *       while a caller waits.
 *   <li>While every slot is taken, some are granted {@linkplain Lookahead ahead}. The place for such a
 *       grant stands by until a slot is free, but not for long: then all that stands by is refused,
 *       for other workers to be asked, and so are the places that are on their way for such grants:
 *       what is on its way must not overtake what is sent back.
 *   <li>A caller that leaves frees its grants; the slots of its children stay taken until each is
 *       {@linkplain #release released}.
 * </ul>
 *
 * <p>Thread-safe; nothing here blocks or calls out.
 *
 * @param <C> callers, compared by {@code equals}
 */
public final class Admission<C> {

  private final int capacity;
  private final LongSupplier clock;
  private final Lookahead lookahead;
  private final Map<C, Share> shares = new HashMap<>();
  private final LinkedHashSet<C> waiting = new LinkedHashSet<>();

  /* Who has a grant of a slot that is not free yet, and what stands by, each the oldest first. */
  private final Deque<C> ahead = new ArrayDeque<>();
  private final Deque<Standing<C>> standing = new ArrayDeque<>();

  private int taken;
  private boolean takesBack;
  private boolean draining;

  /**
   * Creates the admission of so many slots.
   *
   * @param clock tells nanoseconds
   */
  public Admission(int capacity, LongSupplier clock) {
    this.capacity = capacity;
    this.clock = clock;
    this.lookahead = new Lookahead(capacity);
  }

  /** Registers a caller, which holds and waits for nothing yet. */
  public synchronized void join(C caller) {
    shares.put(caller, new Share());
  }

  /** Forgets a caller; its grants are free. What stands by for it is its own to withdraw. */
  synchronized Freed<C> leave(C caller) {
    Share share = shares.remove(caller);
    if (share == null) {
      return Freed.none();
    }
    waiting.remove(caller);
    ahead.removeIf(caller::equals);
    taken -= share.granted;
    return useFree();
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
    if (granted) {
      share.measure(lookahead, clock);
    }
    return take(caller, share, granted);
  }

  private Verdict take(C caller, Share share, boolean granted) {
    if (granted && share.granted > 0) {
      share.granted--;
    } else if (granted && share.revoked > 0) {
      share.revoked--;
      return Verdict.FULL;
    } else if (taken < capacity) {
      taken++;
    } else {
      return granted && ahead.contains(caller) ? Verdict.STAND_BY : Verdict.FULL;
    }
    share.running++;
    return Verdict.ADMITTED;
  }

  /**
   * Lets work stand by whose caller was told to. Only now it uses the grant: one that was of a free
   * slot meanwhile is this work's, and not that of a place that comes later.
   */
  synchronized Verdict standBy(C caller, StandBy work) {
    if (draining) {
      return Verdict.DRAINING;
    }
    Share share = shares.get(caller);
    Verdict verdict = share == null ? Verdict.FULL : take(caller, share, true);
    if (verdict == Verdict.STAND_BY) {
      ahead.removeFirstOccurrence(caller);
      standing.add(new Standing<>(caller, work, clock.getAsLong()));
    }
    return verdict;
  }

  private void count(C caller) {
    Share share = shares.get(caller);
    if (share != null) {
      share.running++;
    }
  }

  /** Takes back work that stands by; returns whether it still did. */
  synchronized boolean withdraw(StandBy work) {
    return standing.removeIf(each -> each.work.equals(work));
  }

  /**
   * If work has stood by for too long, slots are not freed as they were: takes back all that stands
   * by and all grants made ahead, and there are no more of these until the next slot is freed.
   *
   * @return what stood by, but for the work of callers that have left: nobody could place it
   *     elsewhere; once it is refused {@link #tookBack} is to be called
   */
  synchronized List<StandBy> impatient() {
    long latest = clock.getAsLong() - lookahead.patience();
    if (standing.isEmpty() || standing.getFirst().since - latest > 0) {
      return List.of();
    }
    List<StandBy> stood = takeStanding(each -> shares.containsKey(each.caller));
    if (!stood.isEmpty()) {
      takesBack = true;
      lookahead.suspend();
      ahead.forEach(caller -> share(caller).revoked++);
      ahead.clear();
    }
    return stood;
  }

  private List<StandBy> takeStanding(Predicate<Standing<C>> which) {
    List<StandBy> stood = standing.stream().filter(which).map(Standing::work).toList();
    standing.removeIf(which);
    return stood;
  }

  /** What stood by for too long was told so: a grant does not come to its caller before that. */
  synchronized Freed<C> tookBack() {
    takesBack = false;
    return useFree();
  }

  /** Grants what could not be granted while places for revoked grants were on their way. */
  synchronized Freed<C> grantFree() {
    return useFree();
  }

  /** Returns for how many nanoseconds work may stand by, or 0 if none does. */
  synchronized long patience() {
    return standing.isEmpty() ? 0 : lookahead.patience();
  }

  /** Frees the slot of a child that has ended. */
  synchronized Freed<C> release(C caller) {
    Share share = shares.get(caller);
    if (share != null) {
      share.running--;
    }
    taken--;
    if (waiting.isEmpty() && standing.isEmpty()) {
      lookahead.freedInVain();
    } else {
      lookahead.freed(clock.getAsLong());
    }
    return useFree();
  }

  /** Says whether a caller waits for slots. */
  synchronized Freed<C> setWaiting(C caller, boolean waits) {
    if (draining || !shares.containsKey(caller)) {
      return Freed.none();
    }
    if (waits) {
      waiting.add(caller);
    } else {
      waiting.remove(caller);
    }
    return useFree();
  }

  /** Takes back as many of {@code count} grants (unsigned) as the caller holds; it waits no more. */
  synchronized Freed<C> giveBack(C caller, int count) {
    Share share = shares.get(caller);
    if (share == null) {
      return Freed.none();
    }
    share.grantedAt = 0;
    long left = Integer.toUnsignedLong(count);
    int returned = Math.clamp(left, 0, share.granted);
    share.granted -= returned;
    taken -= returned;
    int revoked = Math.clamp(left - returned, 0, share.revoked);
    share.revoked -= revoked;
    for (left -= returned + revoked; left > 0 && ahead.removeFirstOccurrence(caller); left--) {}
    waiting.remove(caller);
    return useFree();
  }

  /**
   * Admits nothing more; all grants are void, and nobody waits.
   *
   * @return what stood by
   */
  synchronized List<StandBy> drain() {
    draining = true;
    waiting.clear();
    ahead.clear();
    for (Share share : shares.values()) {
      taken -= share.granted;
      share.granted = 0;
    }
    return takeStanding(each -> true);
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

  private Freed<C> useFree() {
    if (waiting.isEmpty() && ahead.isEmpty() && standing.isEmpty()) {
      return Freed.none();
    }
    List<StandBy> starts = taken < capacity && !standing.isEmpty() ? startStanding() : List.of();
    while (taken < capacity && !ahead.isEmpty()) {
      taken++;
      share(ahead.removeFirst()).granted++;
    }
    return new Freed<>(waiting.isEmpty() || takesBack ? List.of() : grant(), starts);
  }

  private List<StandBy> startStanding() {
    List<StandBy> starts = new ArrayList<>(1);
    while (taken < capacity && !standing.isEmpty()) {
      Standing<C> first = standing.removeFirst();
      taken++;
      count(first.caller);
      starts.add(first.work);
    }
    return starts;
  }

  /** Grants free slots, and then those that will be, as long as somebody may have one. */
  private List<C> grant() {
    List<C> granted = new ArrayList<>(1);
    int most = capacity - taken + Math.max(0, lookahead.slots() - ahead.size() - standing.size());
    while (granted.size() < most && turnToOneThatMay()) {
      C next = waiting.getLast();
      share(next).granted(clock);
      granted.add(next);
      if (taken < capacity) {
        taken++;
        share(next).granted++;
      } else {
        ahead.add(next);
      }
    }
    return granted;
  }

  /** Makes the last in turn the next one that may be granted a slot; returns false if none may. */
  private boolean turnToOneThatMay() {
    for (int i = waiting.size(); i > 0; i--) {
      C next = waiting.removeFirst();
      waiting.add(next);
      if (share(next).revoked == 0) {
        return true;
      }
    }
    return false;
  }

  private Share share(C caller) {
    return shares.computeIfAbsent(caller, none -> new Share());
  }

  /** Work that waits for a slot here. */
  private record Standing<C>(C caller, StandBy work, long since) {}

  /** What one caller holds. */
  private static final class Share {
    private int running;
    private int granted;

    /** Grants made ahead that it does not know to be void. It is granted nothing until it does. */
    private int revoked;

    /** When the grant was made that is to be measured; 0: none. */
    private long grantedAt;

    void granted(LongSupplier clock) {
      if (grantedAt == 0) {
        grantedAt = clock.getAsLong();
      }
    }

    void measure(Lookahead lookahead, LongSupplier clock) {
      if (grantedAt != 0) {
        lookahead.placed(clock.getAsLong() - grantedAt);
        grantedAt = 0;
      }
    }
  }
}
