package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a planned removal of a worker treats its running children. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class DrainSpec {

  @JsonPropertyDescription("How long running children may take to end before a planned removal.")
  @Default("30s")
  @Size(max = 32)
  @ValidationRule(
      value = "self.matches('^([0-9]{1,9}(ms|s|m|h))+$')" + " && duration(self) <= duration('24h')",
      message = "drain.timeout: write a duration up to 24h, such as 30s")
  private @Nullable String timeout;

  public @Nullable String getTimeout() {
    return timeout;
  }

  public void setTimeout(@Nullable String timeout) {
    this.timeout = timeout;
  }
}
