package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** How a changed template reaches the workers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!(has(self.maxSurge) && has(self.maxUnavailable)"
            + " && (self.maxSurge == 0 || self.maxSurge == '0%')"
            + " && (self.maxUnavailable == 0 || self.maxUnavailable == '0%'))",
    message =
        "update: maxSurge and maxUnavailable are both 0, so that no worker could ever be replaced:"
            + " write at least 1 in one of them")
public class UpdateSpec {

  @JsonPropertyDescription(
      "RollingUpdate: replace step by step within maxSurge and maxUnavailable. Recreate: "
          + "stop all workers, then start the new ones. OnDelete: a worker changes only when "
          + "somebody deletes it.")
  @Default("RollingUpdate")
  private @Nullable UpdateType type;

  @JsonPropertyDescription(
      "Workers that may exist above replicas during an update, per partition: a number, or "
          + "a share rounded up.")
  @Default("\"25%\"")
  @ValidationRule(
      value = "type(self) == int ? self >= 0 : self.matches('^(100|[0-9]{1,2})%$')",
      message =
          "update.maxSurge: write a number of workers, such as 1, or a share from 0% to 100%, "
              + "such as 25%")
  private @Nullable IntOrString maxSurge;

  @JsonPropertyDescription(
      "Workers that may be missing below replicas during an update, per partition: a "
          + "number, or a share rounded down.")
  @Default("\"25%\"")
  @ValidationRule(
      value = "type(self) == int ? self >= 0 : self.matches('^(100|[0-9]{1,2})%$')",
      message =
          "update.maxUnavailable: write a number of workers, such as 1, or a share from 0% to "
              + "100%, such as 25%")
  private @Nullable IntOrString maxUnavailable;

  @JsonPropertyDescription(
      "How long an update may go on without progress before it is reported as failed.")
  @Default("10m")
  @Size(max = 32)
  @ValidationRule(
      value =
          "self.matches('^([0-9]{1,9}(ms|s|m|h))+$')"
              + " && duration(self) >= duration('1s')"
              + " && duration(self) <= duration('168h')",
      message = "update.progressDeadline: write a duration from 1s to 168h, such as 10m")
  private @Nullable String progressDeadline;

  public @Nullable UpdateType getType() {
    return type;
  }

  public void setType(@Nullable UpdateType type) {
    this.type = type;
  }

  public @Nullable IntOrString getMaxSurge() {
    return maxSurge;
  }

  public void setMaxSurge(@Nullable IntOrString maxSurge) {
    this.maxSurge = maxSurge;
  }

  public @Nullable IntOrString getMaxUnavailable() {
    return maxUnavailable;
  }

  public void setMaxUnavailable(@Nullable IntOrString maxUnavailable) {
    this.maxUnavailable = maxUnavailable;
  }

  public @Nullable String getProgressDeadline() {
    return progressDeadline;
  }

  public void setProgressDeadline(@Nullable String progressDeadline) {
    this.progressDeadline = progressDeadline;
  }
}
