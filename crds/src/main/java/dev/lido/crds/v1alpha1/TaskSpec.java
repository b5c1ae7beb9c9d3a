package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What holds for every call. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class TaskSpec {

  @JsonPropertyDescription("The default deadline of a call, counted from the moment it is placed.")
  @Default("30s")
  @Size(max = 32)
  @ValidationRule(
      value =
          "self.matches('^([0-9]{1,9}(ms|s|m|h))+$')"
              + " && duration(self) >= duration('1ms')"
              + " && duration(self) <= duration('168h')",
      message = "task.timeout: write a duration from 1ms to 168h, such as 30s")
  private @Nullable String timeout;

  public @Nullable String getTimeout() {
    return timeout;
  }

  public void setTimeout(@Nullable String timeout) {
    this.timeout = timeout;
  }
}
