package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When the operator stops replacing workers that keep ending. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SupervisionSpec {

  @JsonPropertyDescription(
      "Unplanned ends of workers that each partition may have within the window.")
  @Default("3")
  @Min(0)
  @Max(1000)
  private @Nullable Integer maxRestarts;

  @JsonPropertyDescription("The window of the restart intensity.")
  @Default("60s")
  @Size(max = 32)
  @ValidationRule(
      value =
          "self.matches('^([0-9]{1,9}(ms|s|m|h))+$')"
              + " && duration(self) >= duration('1s')"
              + " && duration(self) <= duration('24h')",
      message = "supervision.within: write a duration from 1s to 24h, such as 60s")
  private @Nullable String within;

  @JsonPropertyDescription(
      "What happens past the restart intensity. Backoff: replacements wait, 5 s doubling to "
          + "5 min. Stop: no replacement until the spec changes.")
  @Default("Backoff")
  private @Nullable OnExhausted onExhausted;

  public @Nullable Integer getMaxRestarts() {
    return maxRestarts;
  }

  public void setMaxRestarts(@Nullable Integer maxRestarts) {
    this.maxRestarts = maxRestarts;
  }

  public @Nullable String getWithin() {
    return within;
  }

  public void setWithin(@Nullable String within) {
    this.within = within;
  }

  public @Nullable OnExhausted getOnExhausted() {
    return onExhausted;
  }

  public void setOnExhausted(@Nullable OnExhausted onExhausted) {
    this.onExhausted = onExhausted;
  }
}
