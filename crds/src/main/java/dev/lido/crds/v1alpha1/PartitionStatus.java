package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What the operator observed of one partition. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class PartitionStatus {

  @JsonPropertyDescription("The partition's number, from 0.")
  @Required
  @Min(0)
  private @Nullable Integer partition;

  @JsonPropertyDescription("Workers that the spec asks for in this partition.")
  private @Nullable Integer desired;

  @JsonPropertyDescription("Workers that exist and have not ended.")
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Workers that take children.")
  private @Nullable Integer ready;

  @JsonPropertyDescription("Workers that run the present template.")
  private @Nullable Integer updated;

  @JsonPropertyDescription("Unplanned ends of workers since the pool was created.")
  private @Nullable Long restarts;

  @JsonPropertyDescription("How the last worker that ended unplanned did so.")
  private @Nullable String lastExit;

  @JsonPropertyDescription(
      "How the last worker that ended by somebody else's doing did so: evicted, preempted, deleted,"
          + " its node lost.")
  private @Nullable String lastDisruption;

  public @Nullable Integer getPartition() {
    return partition;
  }

  public void setPartition(@Nullable Integer partition) {
    this.partition = partition;
  }

  public @Nullable Integer getDesired() {
    return desired;
  }

  public void setDesired(@Nullable Integer desired) {
    this.desired = desired;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable Integer getReady() {
    return ready;
  }

  public void setReady(@Nullable Integer ready) {
    this.ready = ready;
  }

  public @Nullable Integer getUpdated() {
    return updated;
  }

  public void setUpdated(@Nullable Integer updated) {
    this.updated = updated;
  }

  public @Nullable Long getRestarts() {
    return restarts;
  }

  public void setRestarts(@Nullable Long restarts) {
    this.restarts = restarts;
  }

  public @Nullable String getLastExit() {
    return lastExit;
  }

  public void setLastExit(@Nullable String lastExit) {
    this.lastExit = lastExit;
  }

  public @Nullable String getLastDisruption() {
    return lastDisruption;
  }

  public void setLastDisruption(@Nullable String lastDisruption) {
    this.lastDisruption = lastDisruption;
  }
}
