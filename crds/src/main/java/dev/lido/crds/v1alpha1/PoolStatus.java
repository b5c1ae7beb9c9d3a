package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator observed of a pool. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(using = PoolStatusReader.class)
public class PoolStatus {

  @JsonPropertyDescription("The generation of the spec that this status speaks of.")
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("Workers that exist and have not ended.")
  @StatusReplicas
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Workers that the spec asks for.")
  private @Nullable Integer desired;

  @JsonPropertyDescription("Workers that take children.")
  private @Nullable Integer ready;

  @JsonPropertyDescription("Workers that run the present template.")
  private @Nullable Integer updated;

  @JsonPropertyDescription("Workers that are missing or not ready.")
  private @Nullable Integer unavailable;

  @JsonPropertyDescription("Children that the ready workers can run at once.")
  private @Nullable Integer capacity;

  @JsonPropertyDescription("Unplanned ends of workers since the pool was created.")
  private @Nullable Long restarts;

  @JsonPropertyDescription(
      "The revision that workers should have: the value of their label lido.dev/revision.")
  private @Nullable String updateRevision;

  @JsonPropertyDescription(
      "The revision that all workers had when the pool was last up to date and ready. An update"
          + " that goes back to it, or begins before that, gives the one that it leaves. While it"
          + " differs from updateRevision, an update goes on.")
  private @Nullable String currentRevision;

  @JsonPropertyDescription("Label selector of the pool's workers, for autoscalers.")
  @LabelSelector
  private @Nullable String selector;

  @JsonPropertyDescription("A line per partition.")
  private @Nullable List<PartitionStatus> partitions;

  @JsonPropertyDescription("Ready, Reconciling, Stalled and Progressing.")
  private @Nullable List<Condition> conditions;

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable Integer getDesired() {
    return desired;
  }

  public void setDesired(@Nullable Integer desired) {
    this.desired = desired;
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

  public @Nullable Integer getUnavailable() {
    return unavailable;
  }

  public void setUnavailable(@Nullable Integer unavailable) {
    this.unavailable = unavailable;
  }

  public @Nullable Integer getCapacity() {
    return capacity;
  }

  public void setCapacity(@Nullable Integer capacity) {
    this.capacity = capacity;
  }

  public @Nullable Long getRestarts() {
    return restarts;
  }

  public void setRestarts(@Nullable Long restarts) {
    this.restarts = restarts;
  }

  public @Nullable String getUpdateRevision() {
    return updateRevision;
  }

  public void setUpdateRevision(@Nullable String updateRevision) {
    this.updateRevision = updateRevision;
  }

  public @Nullable String getCurrentRevision() {
    return currentRevision;
  }

  public void setCurrentRevision(@Nullable String currentRevision) {
    this.currentRevision = currentRevision;
  }

  public @Nullable String getSelector() {
    return selector;
  }

  public void setSelector(@Nullable String selector) {
    this.selector = selector;
  }

  public @Nullable List<PartitionStatus> getPartitions() {
    return partitions;
  }

  public void setPartitions(@Nullable List<PartitionStatus> partitions) {
    this.partitions = partitions;
  }

  public @Nullable List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<Condition> conditions) {
    this.conditions = conditions;
  }
}
