package dev.lido.operator.simulation;

import java.util.ArrayList;
import java.util.List;

/** Drops steps from a history that breaks a rule, as long as it breaks the same rule. */
final class Shrinker {

  private final Simulation simulation;

  Shrinker(Simulation simulation) {
    this.simulation = simulation;
  }

  History shrink(History history, Rule broken) {
    History shortest = history;
    for (int size = Math.max(1, history.steps().size() / 2); size >= 1; size /= 2) {
      shortest = without(shortest, size, broken);
    }
    return shortest;
  }

  /** Drops runs of {@code size} steps, from the last to the first. */
  private History without(History history, int size, Rule broken) {
    History shortest = history;
    for (int end = history.steps().size(); end > 0; end -= size) {
      List<Step> fewer = new ArrayList<>(shortest.steps());
      fewer.subList(Math.max(0, end - size), Math.min(end, fewer.size())).clear();
      History candidate = shortest.with(fewer);
      if (simulation.run(candidate).filter(v -> v.rule() == broken).isPresent()) {
        shortest = candidate;
      }
    }
    return shortest;
  }
}
