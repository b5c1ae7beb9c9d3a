package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.crds.v1alpha1.UpdateType;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Action;
import dev.lido.operator.plan.Plan;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the operator acts on during one pass.
 *
 * @param view what it saw last
 * @param plan what it decided
 * @param before what was true when the pass began
 * @param firstGeneration the generation that the API server had then; 0: no such pool
 * @param quiet whether nothing happened in the world since the pass began
 */
record Pass(PoolView view, Plan plan, List<Fact> before, long firstGeneration, boolean quiet) {

  PoolSettings settings() {
    return view.settings();
  }

  int desired(int partition) {
    return partition < settings().partitions() ? settings().replicasOf(partition) : 0;
  }

  /** Returns the workers that may serve in a partition beyond those desired. */
  int surge(int partition) {
    return settings().update().type() == UpdateType.RollingUpdate
        ? share(settings().update().maxSurge(), desired(partition), true)
        : 0;
  }

  /** Returns the workers that may be missing in a partition; at least one if there is no surge. */
  int unavailable(int partition) {
    int declared = share(settings().update().maxUnavailable(), desired(partition), false);
    int surge = share(settings().update().maxSurge(), desired(partition), true);
    return surge == 0 ? Math.max(1, declared) : declared;
  }

  private static int share(IntOrString declared, int of, boolean up) {
    if (declared.getIntVal() != null) {
      return declared.getIntVal();
    }
    double exact = Integer.parseInt(declared.getStrVal().replace("%", "")) * of / 100.0;
    return (int) (up ? Math.ceil(exact) : Math.floor(exact));
  }

  /** Returns the UIDs of the workers that this pass removes. */
  Set<String> removed() {
    return plan.actions().stream()
        .flatMap(
            action ->
                switch (action) {
                  case Action.DrainWorker drain -> List.of(drain.worker().uid()).stream();
                  case Action.DeleteWorker delete -> List.of(delete.worker().uid()).stream();
                  default -> List.<String>of().stream();
                })
        .collect(Collectors.toSet());
  }
}
