package dev.lido.operator.pod;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * A pod that is to be created.
 *
 * @param metadata what is its own
 * @param spec what it shares with the others of its partition
 */
public record PodDraft(ObjectMeta metadata, Spec spec) {

  /**
   * A spec, written once for many pods.
   *
   * @param value the spec, which nobody may change
   * @param json the same as JSON
   */
  public record Spec(PodSpec value, String json) {

    static Spec of(PodSpec value) {
      return new Spec(value, Serialization.asJson(value));
    }
  }

  /** Returns the pod as JSON. */
  public String json() {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":"
        + Serialization.asJson(metadata)
        + ",\"spec\":"
        + spec.json()
        + "}";
  }

  /** Returns the pod. */
  public Pod pod() {
    return new PodBuilder().withMetadata(metadata).withSpec(spec.value()).build();
  }
}
