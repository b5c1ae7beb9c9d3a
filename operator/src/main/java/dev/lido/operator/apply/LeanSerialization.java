package dev.lido.operator.apply;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads objects without their managed fields: they are a good part of every object, nobody here asks
 * who wrote what, and caches would hold them for each worker.
 */
public final class LeanSerialization {

  private LeanSerialization() {}

  @JsonIgnoreProperties("managedFields")
  private interface Lean {}

  /** Returns a new one. */
  public static KubernetesSerialization create() {
    return new KubernetesSerialization(
        new ObjectMapper().addMixIn(ObjectMeta.class, Lean.class), true);
  }
}
