package dev.lido.operator.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stable hash of everything that shapes a worker: two workers of one revision are alike.
 *
 * <p>The number of replicas, and whatever else concerns the pool and not its workers, is no part of
 * it.
 */
public final class Revision {

  /** Raised when what the operator adds to the template changes, so that workers are updated. */
  private static final int SHAPE = 1;

  private static final int BYTES = 5;
  private static final ObjectMapper SORTED =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private Revision() {}

  /** Returns the revision of a template under these settings: ten hexadecimal digits. */
  public static String of(@Nullable PodTemplateSpec template, PoolSettings settings) {
    try {
      Map<String, Object> shape = new TreeMap<>();
      shape.put("shape", SHAPE);
      shape.put("maxConcurrency", settings.maxConcurrency());
      shape.put("drainTimeoutMillis", settings.drainTimeout().toMillis());
      Map<String, String> evictionMarks = EvictionMarks.of(settings.eviction().safe());
      if (!evictionMarks.isEmpty()) {
        // Only then: the workers of pools that know no such field must not be updated.
        shape.put("evictionMarks", new TreeMap<>(evictionMarks));
      }
      // A tree of maps, so that the order of fields does not matter.
      shape.put("template", SORTED.readValue(Serialization.asJson(template), Object.class));
      return HexFormat.of().formatHex(Sha256.of(SORTED.writeValueAsString(shape)), 0, BYTES);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("What was written as JSON can be read", impossible);
    }
  }
}
