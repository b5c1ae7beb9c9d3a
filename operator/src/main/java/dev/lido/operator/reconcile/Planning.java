package dev.lido.operator.reconcile;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Plan;
import java.time.Instant;

/** Decides what has to be done: a pure function, {@link dev.lido.operator.plan.Planner#plan}. */
@FunctionalInterface
public interface Planning {

  /** Returns what has to be done about {@code view} at {@code now}. */
  Plan plan(PoolView view, Instant now);
}
