package dev.lido.operator.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong during one pass of the operator. */
final class Faults {

  private static final List<Fault> SOME =
      List.of(
          Fault.CONFLICT,
          Fault.REFUSED,
          Fault.NOT_SENT,
          Fault.ANSWER_LOST,
          Fault.LATE,
          Fault.KILLED_BEFORE,
          Fault.KILLED_AFTER);

  private final SplittableRandom random;
  private final double share;
  private final Runnable meanwhile;

  private Faults(SplittableRandom random, double share, Runnable meanwhile) {
    this.random = random;
    this.share = share;
    this.meanwhile = meanwhile;
  }

  static Faults none(long seed) {
    return new Faults(new SplittableRandom(seed), 0, () -> {});
  }

  /** Lets this share of requests go wrong; {@code meanwhile} happens between requests. */
  static Faults some(long seed, double share, Runnable meanwhile) {
    return new Faults(new SplittableRandom(seed), share, meanwhile);
  }

  Fault next() {
    meanwhile.run();
    return random.nextDouble() < share ? SOME.get(random.nextInt(SOME.size())) : Fault.NONE;
  }

  SplittableRandom random() {
    return random;
  }
}
