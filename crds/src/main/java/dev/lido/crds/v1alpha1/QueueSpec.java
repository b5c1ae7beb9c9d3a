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

/** What a caller does when every worker is full. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class QueueSpec {

  @JsonPropertyDescription(
      "Calls that may wait in one caller; 0 rejects a call once every ready worker has "
          + "refused it.")
  @Default("10000")
  @Min(0)
  @Max(1000000)
  private @Nullable Integer limit;

  @JsonPropertyDescription(
      "How long a call waits for a free slot before it fails; 0s does not wait.")
  @Default("30s")
  @Size(max = 32)
  @ValidationRule(
      value =
          "self.matches('^([0-9]{1,9}(ms|s|m|h))+$')" + " && duration(self) <= duration('168h')",
      message = "queue.timeout: write a duration up to 168h, such as 30s")
  private @Nullable String timeout;

  public @Nullable Integer getLimit() {
    return limit;
  }

  public void setLimit(@Nullable Integer limit) {
    this.limit = limit;
  }

  public @Nullable String getTimeout() {
    return timeout;
  }

  public void setTimeout(@Nullable String timeout) {
    this.timeout = timeout;
  }
}
