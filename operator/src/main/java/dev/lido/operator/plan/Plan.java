package dev.lido.operator.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be done for a pool.
 *
 * @param actions what to do, in any order
 * @param wakeUp when to look again, at the latest, though nothing may have changed
 * @param questions what has to be found out first; unless empty, {@code actions} must not be done
 * @param exhausted the partitions that are over their restart intensity
 */
public record Plan(
    List<Action> actions,
    Optional<Instant> wakeUp,
    Set<Question> questions,
    List<Exhausted> exhausted) {

  /** Copies the collections. */
  public Plan {
    actions = List.copyOf(actions);
    questions = Set.copyOf(questions);
    exhausted = List.copyOf(exhausted);
  }
}
