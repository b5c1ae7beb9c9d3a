package dev.lido.client.internal.placement;

import io.grpc.netty.shaded.io.netty.util.collection.LongObjectHashMap;
import io.grpc.netty.shaded.io.netty.util.collection.LongObjectMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one caller knows of the slots of one worker, for as long as one connection lives.
 *
 * <p>Not thread-safe: it belongs to a {@link Placer}, and is guarded like it.
 */
public final class WorkerSlots {

  private final String worker;
  private final int partition;
  private final int capacity;
  private final Link link;
  private final LongObjectMap<Work> inFlight = new LongObjectHashMap<>();
  private long nextId = 1;
  private int others;
  private int stuck;
  private int granted;
  private boolean waiting;
  private boolean draining;

  /* Where it is ranked: among all workers, and perhaps among those of its partition. */
  private final List<Ranking.Spot> spots = new ArrayList<>(2);

  /**
   * Creates the slots of a worker that has said hello.
   *
   * @param worker the worker's name
   * @param partition its partition
   * @param capacity children that it runs at once
   * @param link the way to it
   */
  public WorkerSlots(String worker, int partition, int capacity, Link link) {
    this.worker = worker;
    this.partition = partition;
    this.capacity = capacity;
    this.link = link;
  }

  /** Returns the worker's name. */
  public String worker() {
    return worker;
  }

  /** Returns its partition. */
  public int partition() {
    return partition;
  }

  /** Returns how many children it runs at once. */
  public int capacity() {
    return capacity;
  }

  /** Tells whether it takes no new child. */
  public boolean isDraining() {
    return draining;
  }

  /** It is ranked there, too, from now on. */
  void enter(Ranking ranking) {
    spots.add(new Ranking.Spot(this, ranking));
    rank();
  }

  /** It is ranked no more, and has nothing. */
  void leave() {
    draining = true;
    others = 0;
    rank();
    inFlight.values().forEach(WorkerSlots::release);
    inFlight.clear();
    granted = 0;
    waiting = false;
  }

  /** Whatever has changed: moves it to where it belongs now. */
  private void rank() {
    int level = hasRoom() ? Ranking.level(this) : Ranking.NO_ROOM;
    for (int i = 0; i < spots.size(); i++) {
      Ranking.Spot spot = spots.get(i);
      spot.move(level);
      spot.share(isShared());
    }
  }

  /** Returns how much work of this caller it has. */
  public int inFlight() {
    return inFlight.size();
  }

  /** Returns the best knowledge of how many slots are taken, by whatever caller. */
  public int taken() {
    return inFlight.size() + granted + others;
  }

  /** Returns how many of these are lost to children that ignore their interrupt. */
  public int stuck() {
    return stuck;
  }

  /** Takes what the worker says of its lost slots. */
  public void stuck(int lost) {
    stuck = lost;
  }

  Link link() {
    return link;
  }

  /** While the caller is registered, free slots come as grants, and other placing is in vain. */
  boolean hasRoom() {
    return !draining && (granted > 0 || (!waiting && taken() < capacity));
  }

  /** Tells whether other callers have slots of it, as far as this one knows. */
  boolean isShared() {
    return others > 0;
  }

  /** Compares how full two workers would be with one child more. */
  static int compareLoad(WorkerSlots a, WorkerSlots b) {
    return Long.compare((a.taken() + 1L) * b.capacity, (b.taken() + 1L) * a.capacity);
  }

  /** Takes what the worker says: all that is not this caller's belongs to others. */
  void observe(int taken) {
    others = Math.max(0, taken - inFlight.size() - granted);
    rank();
  }

  /** Takes what the worker says of the others. */
  void observeOthers(int taken) {
    others = taken;
    rank();
  }

  /** The worker has refused: whatever it said, others have what this caller has not. */
  void observeFull() {
    others = Math.max(others, capacity - inFlight.size() - granted);
    rank();
  }

  /** So many slots are not the others'. */
  private void observeFree(int free) {
    others = Math.max(0, Math.min(others, capacity - inFlight.size() - free));
  }

  /** The worker holds so many slots more for this caller. */
  void grant(int count) {
    granted += count;
    observeFree(granted);
    rank();
  }

  int granted() {
    return granted;
  }

  /** Uses a granted slot, if there is one. */
  boolean takeGrant() {
    boolean any = granted > 0;
    if (any) {
      granted--;
      rank();
    }
    return any;
  }

  /** Gives all granted slots back, which ends waiting; returns how many. */
  int takeGrants() {
    int surplus = granted;
    granted = 0;
    waiting = false;
    observeFree(surplus);
    rank();
    return surplus;
  }

  boolean isWaiting() {
    return waiting;
  }

  void waiting(boolean registered) {
    waiting = registered;
    rank();
  }

  /** It takes no new child; slots that it granted are void. */
  void drain() {
    draining = true;
    granted = 0;
    waiting = false;
    rank();
  }

  long add(Work work) {
    long id = nextId++;
    inFlight.put(id, work);
    work.held = true;
    rank();
    return id;
  }

  @Nullable Work remove(long id) {
    Work work = inFlight.remove(id);
    if (work != null) {
      release(work);
      rank();
    }
    return work;
  }

  private static void release(Work work) {
    work.held = false;
    if (work.state == Work.State.DONE) {
      work.left();
    }
  }

  /** Returns the work of this caller that has an id; {@code null}: none. */
  public @Nullable Work work(long id) {
    return inFlight.get(id);
  }

  Iterable<Work> work() {
    return inFlight.values();
  }
}
