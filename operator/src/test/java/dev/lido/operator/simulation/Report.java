package dev.lido.operator.simulation;

import java.util.Optional;

/** What a seed did, for people. */
final class Report {

  private Report() {}

  /** Returns the shortest history found that breaks the same rule as the seed's, step by step. */
  static String of(Simulation simulation, long seed) {
    History history = History.of(seed);
    Optional<Violation> violation = simulation.run(history);
    if (violation.isEmpty()) {
      return simulation.trace(history) + "\nseed " + seed + " breaks no rule";
    }
    History shortest = new Shrinker(simulation).shrink(history, violation.get().rule());
    return "seed "
        + seed
        + " breaks a rule; replay it with -Dlido.simulation.seed="
        + seed
        + "\nof its "
        + history.steps().size()
        + " steps these are enough: "
        + shortest.steps().stream().map(Step::kind).toList()
        + "\n"
        + simulation.trace(shortest);
  }
}
