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

  /** Of the history that runs in this thread. */
  private final ThreadLocal<List<Worker>> cached = ThreadLocal.withInitial(List::of);

  @Override
  public Plan plan(PoolView view, Instant now) {
    if (view.live()) {
      return Planner.plan(view.withLive(cached.get()), now);
    }
    cached.set(view.workers());
    return Planner.plan(view, now);
  }
}
