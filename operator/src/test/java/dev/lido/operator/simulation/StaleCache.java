package dev.lido.operator.simulation;

import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.plan.Plan;
import dev.lido.operator.plan.Planner;
import dev.lido.operator.reconcile.Planning;
import java.time.Instant;
import java.util.List;

/** A planner that asks for the live workers, and goes on with the cached ones. */
final class StaleCache implements Planning {

  private List<Worker> cached = List.of();

  @Override
  public Plan plan(PoolView view, Instant now) {
    if (view.live()) {
      return Planner.plan(view.withLive(cached), now);
    }
    cached = view.workers();
    return Planner.plan(view, now);
  }
}
