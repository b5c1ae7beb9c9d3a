package dev.lido.operator.pod;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Which objects are a pool's own. */
public final class Ownership {

  private Ownership() {}

  /** Returns the reference that makes an object the pool's: it is deleted with the pool. */
  public static OwnerReference by(PoolResource pool) {
    return new OwnerReferenceBuilder()
        .withApiVersion(pool.getApiVersion())
        .withKind(pool.getKind())
        .withName(pool.getMetadata().getName())
        .withUid(pool.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Tells whether the pool with this UID owns an object; an earlier one of its name does not. */
  public static boolean isBy(String poolUid, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            owner -> Boolean.TRUE.equals(owner.getController()) && poolUid.equals(owner.getUid()));
  }
}
