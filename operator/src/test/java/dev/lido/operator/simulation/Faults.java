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
  private final Runnable stop;
  private int untilStop;

  private Faults(
      SplittableRandom random, double share, Runnable meanwhile, int untilStop, Runnable stop) {
    this.random = random;
    this.share = share;
    this.meanwhile = meanwhile;
    this.untilStop = untilStop;
    this.stop = stop;
  }

  static Faults none(long seed) {
    return some(seed, 0, () -> {});
  }

  /** Lets this share of requests go wrong; {@code meanwhile} happens between requests. */
  static Faults some(long seed, double share, Runnable meanwhile) {
    return new Faults(new SplittableRandom(seed), share, meanwhile, Integer.MAX_VALUE, () -> {});
  }

  /** Stops the operator's process before one of its requests; {@code stop} is what happens then. */
  static Faults stopping(long seed, Runnable stop) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Faults(random, 0, () -> {}, random.nextInt(8), stop);
  }

  Fault next() {
    meanwhile.run();
    if (untilStop-- == 0) {
      return Fault.STOPPED;
    }
    return random.nextDouble() < share ? SOME.get(random.nextInt(SOME.size())) : Fault.NONE;
  }

  /** The process is stopped, until this returns. */
  void stop() {
    stop.run();
  }

  SplittableRandom random() {
    return random;
  }
}
