package dev.lido.operator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A history before it happens.
 *
 * @param seed what it was made of
 * @param settled whether the pool is complete before the first step
 * @param frozen whether the world stands still for a while in the end, with all that is wrong in it
 * @param steps its steps
 */
record History(long seed, boolean settled, boolean frozen, List<Step> steps) {

  private static final int FEWEST_STEPS = 12;
  private static final int MOST_STEPS = 60;

  /** Makes the history of a seed: some kinds of steps are left out, so that others get room. */
  static History of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double share = random.nextDouble(0.15, 0.8);
    List<StepKind> kinds = new ArrayList<>();
    for (StepKind kind : StepKind.values()) {
      if (kind.always || random.nextDouble() < share) {
        for (int i = 0; i < kind.weight; i++) {
          kinds.add(kind);
        }
      }
    }
    List<Step> steps =
        random
            .longs(random.nextInt(FEWEST_STEPS, MOST_STEPS))
            .mapToObj(dice -> new Step(kinds.get((int) (dice >>> 33) % kinds.size()), dice))
            .toList();
    return new History(seed, random.nextInt(10) < 7, random.nextInt(4) == 0, steps);
  }

  History with(List<Step> fewer) {
    return new History(seed, settled, frozen, List.copyOf(fewer));
  }
}
