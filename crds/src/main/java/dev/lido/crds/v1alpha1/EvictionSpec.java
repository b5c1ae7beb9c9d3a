package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Who may evict workers, and how many at a time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class EvictionSpec {

  @JsonPropertyDescription(
      "Who may evict workers. Always: drains of nodes and autoscalers, within the budget. "
          + "OnUpgrade: autoscalers are told not to (cluster-autoscaler and Karpenter, by "
          + "annotations on the pods). Never: the budget allows no eviction either. A worker that "
          + "is evicted drains first, for drain.timeout at most. Changing it updates the workers.")
  @Default("Always")
  private @Nullable EvictionSafety safe;

  @JsonPropertyDescription(
      "Managed: the operator keeps a PodDisruptionBudget that lets as many workers be evicted at a "
          + "time as update.maxUnavailable lets be missing in each partition, at least 1. None: it "
          + "keeps none, so that you can have your own; two that select one pod make its eviction "
          + "fail.")
  @Default("Managed")
  private @Nullable BudgetPolicy budget;

  public @Nullable EvictionSafety getSafe() {
    return safe;
  }

  public void setSafe(@Nullable EvictionSafety safe) {
    this.safe = safe;
  }

  public @Nullable BudgetPolicy getBudget() {
    return budget;
  }

  public void setBudget(@Nullable BudgetPolicy budget) {
    this.budget = budget;
  }
}
