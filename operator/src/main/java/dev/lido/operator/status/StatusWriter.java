package dev.lido.operator.status;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** Writes the status of pools, when it changed. It is thread-safe. */
public final class StatusWriter {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  /** Makes one that writes through {@code client}. */
  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /** Writes {@code status}, unless the pool has it already. */
  public void write(PoolResource pool, PoolStatus status) {
    if (Serialization.asJson(status).equals(Serialization.asJson(pool.getStatus()))) {
      return;
    }
    Map<String, Object> patch =
        Map.of(
            "metadata",
            Map.of("resourceVersion", pool.getMetadata().getResourceVersion()),
            "status",
            status);
    client
        .resources(PoolResource.class)
        .inNamespace(pool.getMetadata().getNamespace())
        .withName(pool.getMetadata().getName())
        .subresource("status")
        .patch(MERGE, Serialization.asJson(patch));
  }
}
