package dev.lido.operator.apply;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads objects without their managed fields: they are a good part of every object, nobody here asks
 * who wrote what, and caches would hold them for each worker. Objects that are watched are read in
 * one go.
 */
public final class LeanSerialization {

  private LeanSerialization() {}

  @JsonIgnoreProperties("managedFields")
  private interface Lean {}

  @SuppressWarnings("UnusedMethod") // Jackson looks at it.
  private interface LeanEvent {
    @JsonDeserialize(using = WatchedObject.class)
    void setObject(Object object);
  }

  /** Returns a new one. */
  public static KubernetesSerialization create() {
    ObjectMapper mapper =
        new ObjectMapper()
            .addMixIn(ObjectMeta.class, Lean.class)
            .addMixIn(WatchEvent.class, LeanEvent.class);
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, true);
    mapper.setConfig(
        mapper
            .getDeserializationConfig()
            .withAttribute(KubernetesSerialization.class, serialization));
    return serialization;
  }
}
