package dev.lido.client.internal.placement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Workers that have room, by how full they are. To find a least loaded one, and to move one, takes a
 * time that does not depend on how many there are.
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

    Spot(WorkerSlots slots, Ranking ranking) {
      this.slots = slots;
      this.ranking = ranking;
    }

    void move(int to) {
      if (to != level) {
        ranking.remove(this);
        ranking.add(this, to);
      }
    }
  }

  /** Returns the level of a worker that has room: how full it would be with one child more. */
  static int level(WorkerSlots slots) {
    return (int) Math.min(FULLER, (slots.taken() + 1L) * LEVELS / slots.capacity());
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

  /** Returns a least loaded worker that has room, ties at random. */
  @Nullable WorkerSlots leastLoaded(RandomGenerator random) {
    int level = occupied.nextSetBit(0);
    if (level < 0) {
      return null;
    }
    List<Spot> equals = levels.get(level).spots;
    return equals.get(equals.size() == 1 ? 0 : random.nextInt(equals.size())).slots;
  }
}
