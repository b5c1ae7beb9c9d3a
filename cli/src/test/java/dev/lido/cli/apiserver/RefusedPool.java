package dev.lido.cli.apiserver;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A manifest that the API server must refuse.
 *
 * @param what how it differs from a good one
 * @param manifest the manifest
 * @param says what the refusal must say
 */
record RefusedPool(String what, JsonNode manifest, List<String> says) {

  /** Reads the table. */
  static List<RefusedPool> all() throws IOException {
    try (InputStream table = RefusedPool.class.getResourceAsStream("refused-pools.yaml")) {
      JsonNode read = Serialization.unmarshal(table, JsonNode.class);
      List<RefusedPool> all = new ArrayList<>();
      read.get("refused").forEach(row -> all.add(of(read.get("pool"), row)));
      return all;
    }
  }

  private static RefusedPool of(JsonNode pool, JsonNode row) {
    List<String> says = new ArrayList<>();
    row.get("says").forEach(text -> says.add(text.asText()));
    ObjectNode manifest = pool.deepCopy();
    merge(manifest, row.get("merge"));
    return new RefusedPool(row.get("merge").toString(), manifest, says);
  }

  /** JSON merge patch, RFC 7386. */
  private static void merge(ObjectNode into, JsonNode patch) {
    for (var field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        into.remove(field.getKey());
      } else if (value.isObject() && into.get(field.getKey()) instanceof ObjectNode inner) {
        merge(inner, value);
      } else {
        into.set(field.getKey(), value);
      }
    }
  }

  /** Sends it, as kubectl does, and returns the refusal. */
  KubernetesClientException refusal(KubernetesClient client, String namespace) {
    String path =
        "/apis/lido.dev/v1alpha1/namespaces/%s/poolresources?fieldValidation=Strict"
            .formatted(namespace);
    return catchThrowableOfType(
        KubernetesClientException.class, () -> client.raw(path, "POST", manifest.toString()));
  }

  @Override
  public String toString() {
    return what;
  }
}
