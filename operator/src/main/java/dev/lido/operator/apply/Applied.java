package dev.lido.operator.apply;

import dev.lido.operator.plan.Action;
import java.util.List;

/**
 * What came of a plan's actions.
 *
 * @param done the actions that changed something; what had been done before is not among them
 * @param failures the actions that failed
 */
public record Applied(List<Action> done, List<Failure> failures) {

  /** Copies the lists. */
  public Applied {
    done = List.copyOf(done);
    failures = List.copyOf(failures);
  }
}
