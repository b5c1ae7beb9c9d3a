package dev.lido.operator.status;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.apply.ClusterApi;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Writes the status of pools, when it changed. It is thread-safe. */
public final class StatusWriter {

  private final ClusterApi api;

  /** Makes one that writes through {@code api}. */
  public StatusWriter(ClusterApi api) {
    this.api = api;
  }

  /** Writes {@code status}, unless the pool has it already: then it returns false. */
  public boolean write(PoolResource pool, PoolStatus status) {
    if (Serialization.asJson(status).equals(Serialization.asJson(pool.getStatus()))) {
      return false;
    }
    api.writeStatus(pool, status);
    return true;
  }
}
