package dev.lido.operator.simulation;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Action;
import dev.lido.operator.plan.Plan;
import dev.lido.operator.plan.Planner;
import dev.lido.operator.reconcile.Planning;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A planner with a bug, made around the real one.
 *
 * @param bug what is wrong with it
 * @param planner the planner
 */
record Mutant(String bug, Planning planner) {

  /** Returns the real planner that sees things wrong. */
  static Mutant seeing(String bug, UnaryOperator<PoolView> wrong) {
    return new Mutant(bug, (view, now) -> Planner.plan(wrong.apply(view), now));
  }

  /** Returns the real planner that does something else. */
  static Mutant doing(String bug, BiFunction<PoolView, Action, Stream<Action>> wrong) {
    return deciding(
        bug,
        (view, plan) ->
            new Plan(
                plan.actions().stream().flatMap(action -> wrong.apply(view, action)).toList(),
                plan.wakeUp(),
                plan.questions(),
                plan.exhausted()));
  }

  /** Returns the real planner that decides something else. */
  static Mutant deciding(String bug, BiFunction<PoolView, Plan, Plan> wrong) {
    return new Mutant(bug, (view, now) -> wrong.apply(view, Planner.plan(view, now)));
  }

  @Override
  public String toString() {
    return bug;
  }
}
