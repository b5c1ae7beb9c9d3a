package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/** What a user declares of a pool. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(using = PoolSpecReader.class)
public class PoolSpec {

  @JsonPropertyDescription(
      "The numbered shares of the pool, each the target of the keys that hash to it. "
          + "Changing it moves keys.")
  @Default("1")
  @Min(1)
  @Max(1024)
  private @Nullable Integer partitions;

  @JsonPropertyDescription(
      "Workers of the whole pool, spread evenly over the partitions; fewer than partitions "
          + "(but not 0) counts as partitions. Leave it out when an autoscaler owns it.")
  @Default("1")
  @Min(0)
  @Max(10000)
  @SpecReplicas
  private @Nullable Integer replicas;

  @JsonPropertyDescription("Children a worker runs at once, exactly enforced by the worker.")
  @Default("5")
  @Min(1)
  @Max(10000)
  private @Nullable Integer maxConcurrency;

  @JsonPropertyDescription("What holds for every call.")
  @Default("{}")
  private @Nullable TaskSpec task;

  @JsonPropertyDescription("What a caller does when every worker is full.")
  @Default("{}")
  private @Nullable QueueSpec queue;

  @JsonPropertyDescription("When the operator stops replacing workers that keep ending.")
  @Default("{}")
  private @Nullable SupervisionSpec supervision;

  @JsonPropertyDescription("How a planned removal of a worker treats its running children.")
  @Default("{}")
  private @Nullable DrainSpec drain;

  @JsonPropertyDescription("How a changed template reaches the workers.")
  @Default("{}")
  private @Nullable UpdateSpec update;

  @JsonPropertyDescription("Who may evict workers, and how many at a time.")
  @Default("{}")
  private @Nullable EvictionSpec eviction;

  @JsonPropertyDescription("Drain every worker and keep the pool at zero.")
  @Default("false")
  private @Nullable Boolean suspend;

  @JsonPropertyDescription(
      "The pod of a worker. Its container named \"worker\" gets the runtime's ports, probes "
          + "and identity.")
  @Required
  @ValidationRule(
      value = "self.spec.containers.exists(c, c.name == 'worker')",
      message =
          "template: no container is named 'worker': give that name to the container that runs"
              + " the worker")
  @ValidationRule(
      value = "!has(self.spec.restartPolicy) || self.spec.restartPolicy == 'Never'",
      message =
          "template: the operator replaces workers, the kubelet must not restart them: leave"
              + " restartPolicy out, or write Never")
  @ValidationRule(
      value = "!has(self.spec.terminationGracePeriodSeconds)",
      message =
          "template: leave terminationGracePeriodSeconds out, and write drain.timeout instead:"
              + " the grace period is 10 s longer")
  @ValidationRule(
      value =
          "!has(self.metadata) || !has(self.metadata.labels)"
              + " || self.metadata.labels.all(k, !k.startsWith('lido.dev/'))",
      message = "template: labels that begin with lido.dev/ are the operator's: choose others")
  @ValidationRule(
      value =
          "!has(self.metadata) || !has(self.metadata.annotations)"
              + " || self.metadata.annotations.all(k, !k.startsWith('lido.dev/'))",
      message = "template: annotations that begin with lido.dev/ are the operator's: choose others")
  @ValidationRule(
      value =
          "self.spec.containers.all(c, c.name != 'worker' || !has(c.env)"
              + " || c.env.all(e, !e.name.startsWith('LIDO_')"
              + " || e.name in ['LIDO_TLS', 'LIDO_SERIAL_FILTER',"
              + " 'LIDO_STUCK_AFTER']))",
      message =
          "template: environment variables that begin with LIDO_ are the operator's, but for"
              + " LIDO_TLS, LIDO_SERIAL_FILTER and LIDO_STUCK_AFTER: choose other names")
  @ValidationRule(
      value = "self.spec.containers.all(c, has(c.image) && c.image != '')",
      message = "template: a container has no image: write image: name:tag")
  @ValidationRule(
      value =
          "!has(self.spec.initContainers) || self.spec.initContainers.all(c, c.name != 'worker')",
      message = "template: an init container is named 'worker': choose another name for it")
  @ValidationRule(
      value =
          "self.spec.containers.all(c, !has(c.ports) || c.ports.all(p, !has(p.containerPort)"
              + " || !(p.containerPort in [7070, 7071])))",
      message =
          "template: the ports 7070 and 7071 are the worker runtime's, which declares them itself:"
              + " choose others")
  @ValidationRule(
      value = "!has(self.spec.hostNetwork) || !self.spec.hostNetwork",
      message =
          "template: the workers of a node would all listen on the node's ports 7070 and 7071:"
              + " leave hostNetwork out")
  private @Nullable PodTemplateSpec template;

  public @Nullable Integer getPartitions() {
    return partitions;
  }

  public void setPartitions(@Nullable Integer partitions) {
    this.partitions = partitions;
  }

  public @Nullable Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas;
  }

  public @Nullable Integer getMaxConcurrency() {
    return maxConcurrency;
  }

  public void setMaxConcurrency(@Nullable Integer maxConcurrency) {
    this.maxConcurrency = maxConcurrency;
  }

  public @Nullable TaskSpec getTask() {
    return task;
  }

  public void setTask(@Nullable TaskSpec task) {
    this.task = task;
  }

  public @Nullable QueueSpec getQueue() {
    return queue;
  }

  public void setQueue(@Nullable QueueSpec queue) {
    this.queue = queue;
  }

  public @Nullable SupervisionSpec getSupervision() {
    return supervision;
  }

  public void setSupervision(@Nullable SupervisionSpec supervision) {
    this.supervision = supervision;
  }

  public @Nullable DrainSpec getDrain() {
    return drain;
  }

  public void setDrain(@Nullable DrainSpec drain) {
    this.drain = drain;
  }

  public @Nullable UpdateSpec getUpdate() {
    return update;
  }

  public void setUpdate(@Nullable UpdateSpec update) {
    this.update = update;
  }

  public @Nullable EvictionSpec getEviction() {
    return eviction;
  }

  public void setEviction(@Nullable EvictionSpec eviction) {
    this.eviction = eviction;
  }

  public @Nullable Boolean getSuspend() {
    return suspend;
  }

  public void setSuspend(@Nullable Boolean suspend) {
    this.suspend = suspend;
  }

  public @Nullable PodTemplateSpec getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable PodTemplateSpec template) {
    this.template = template;
  }
}
