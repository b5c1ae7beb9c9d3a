package dev.lido.client.internal.placement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Workers that have room, by how full they are. To choose one, and to move one, takes a time that
 * does not depend on how many there are.
 *
 * <p>A caller that is alone knows how full each is, and chooses a least loaded one. What it knows of
 * others' children is a moment old, and all callers would run after the worker that seemed the least
 * loaded then, until it is full. So beside others it chooses two at random, and takes the better.
 */
final class Ranking {

  /** The level of a worker that has no room. */
  static final int NO_ROOM = -1;

  /* Workers of at most so many slots each are never taken for equally full when they are not. */
  private static final int LEVELS = 1024;

  /* A grant may come before the end that freed its slot. */
  private static final int FULLER = LEVELS + 1;

  private final List<Level> levels = new ArrayList<>();
  private final BitSet occupied = new BitSet(FULLER + 1);
  private final List<Spot> withRoom = new ArrayList<>();
  private int shared;

  /** The workers that are equally full, in no order. */
  private static final class Level {
    private final List<Spot> spots = new ArrayList<>(1);
  }

  /** Where one worker stands in one ranking. */
  static final class Spot {
    private final WorkerSlots slots;
    private final Ranking ranking;
    private int level = NO_ROOM;
    private int index;
    private int indexWithRoom;
    private boolean shared;

    Spot(WorkerSlots slots, Ranking ranking) {
      this.slots = slots;
      this.ranking = ranking;
    }

    void move(int to) {
      if (to != level) {
        ranking.room(this, to != NO_ROOM);
        ranking.remove(this);
        ranking.add(this, to);
      }
    }

    /** Says whether other callers have slots of the worker. */
    void share(boolean withOthers) {
      if (withOthers != shared) {
        shared = withOthers;
        ranking.shared += withOthers ? 1 : -1;
      }
    }
  }

  /** Returns the level of a worker that has room: how full it would be with one child more. */
  static int level(WorkerSlots slots) {
    return (int) Math.min(FULLER, (slots.taken() + 1L) * LEVELS / slots.capacity());
  }

  private void room(Spot spot, boolean has) {
    boolean had = spot.level != NO_ROOM;
    if (has && !had) {
      spot.indexWithRoom = withRoom.size();
      withRoom.add(spot);
    } else if (had && !has) {
      Spot last = withRoom.removeLast();
      if (spot.indexWithRoom < withRoom.size()) {
        withRoom.set(spot.indexWithRoom, last);
        last.indexWithRoom = spot.indexWithRoom;
      }
    }
  }

  private void remove(Spot spot) {
    if (spot.level == NO_ROOM) {
      return;
    }
    List<Spot> from = levels.get(spot.level).spots;
    Spot last = from.removeLast();
    if (spot.index < from.size()) {
      from.set(spot.index, last);
      last.index = spot.index;
    }
    occupied.set(spot.level, !from.isEmpty());
  }

  private void add(Spot spot, int level) {
    spot.level = level;
    if (level == NO_ROOM) {
      return;
    }
    while (levels.size() <= level) {
      levels.add(new Level());
    }
    List<Spot> to = levels.get(level).spots;
    spot.index = to.size();
    to.add(spot);
    occupied.set(level);
  }

  /** Returns a worker that has room; {@code null}: none has. */
  @Nullable WorkerSlots choose(RandomGenerator random) {
    if (withRoom.isEmpty()) {
      return null;
    }
    return (shared == 0 ? leastLoaded(random) : betterOfTwo(random)).slots;
  }

  /** Ties at random. */
  private Spot leastLoaded(RandomGenerator random) {
    List<Spot> equals = levels.get(occupied.nextSetBit(0)).spots;
    return equals.get(equals.size() == 1 ? 0 : random.nextInt(equals.size()));
  }

  private Spot betterOfTwo(RandomGenerator random) {
    int count = withRoom.size();
    if (count == 1) {
      return withRoom.getFirst();
    }
    int first = random.nextInt(count);
    Spot one = withRoom.get(first);
    Spot other = withRoom.get((first + 1 + random.nextInt(count - 1)) % count);
    return other.level < one.level ? other : one;
  }
}
