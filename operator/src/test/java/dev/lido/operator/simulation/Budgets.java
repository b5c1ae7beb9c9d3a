package dev.lido.operator.simulation;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpecBuilder;
import java.util.Map;

/** Changes of PodDisruptionBudgets. */
final class Budgets {

  private Budgets() {}

  /** Merges fields that the operator writes. */
  static PodDisruptionBudgetSpec changed(PodDisruptionBudgetSpec spec, Map<String, Object> fields) {
    return new PodDisruptionBudgetSpecBuilder(spec)
        .withMinAvailable((IntOrString) fields.get("minAvailable"))
        .withMaxUnavailable((IntOrString) fields.get("maxUnavailable"))
        .build();
  }

  /** What somebody did to it who did not know better. */
  static PodDisruptionBudgetSpec spoilt(PodDisruptionBudgetSpec spec) {
    return new PodDisruptionBudgetSpecBuilder(spec)
        .withMinAvailable(null)
        .withMaxUnavailable(new IntOrString("100%"))
        .build();
  }
}
