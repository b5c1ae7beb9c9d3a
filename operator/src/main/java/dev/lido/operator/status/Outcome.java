package dev.lido.operator.status;

import dev.lido.operator.apply.Failure;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Plan;
import java.util.List;

/**
 * What a reconciliation saw and did.
 *
 * @param view what it saw
 * @param plan what it decided
 * @param failures what it could not do
 */
public record Outcome(PoolView view, Plan plan, List<Failure> failures) {}
