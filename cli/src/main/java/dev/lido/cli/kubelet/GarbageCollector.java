package dev.lido.cli.kubelet;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.cache.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Deletes what deleted PoolResources and Services owned.
 *
 * <p>It asks the API server itself, not a cache, before it takes an owner for gone, and then does
 * what a cluster's own garbage collector would: the two do not get in each other's way.
 */
final class GarbageCollector implements Runnable {

  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(Pod.class, Service.class, EndpointSlice.class, PodDisruptionBudget.class);

  private static final long RETRY_MILLIS = 1_000;

  /** An owner that may be gone. */
  private record Suspect(String namespace, String kind, String name, String uid, long dueNanos)
      implements Delayed {

    static Suspect of(String namespace, String kind, String name, String uid, long delayMillis) {
      long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
      return new Suspect(namespace, kind, name, uid, due);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private final KubernetesClient client;
  private final Store<PoolResource> pools;
  private final Store<Service> services;
  private final DelayQueue<Suspect> suspects = new DelayQueue<>();

  GarbageCollector(KubernetesClient client, Store<PoolResource> pools, Store<Service> services) {
    this.client = client;
    this.pools = pools;
    this.services = services;
  }

  void disappeared(HasMetadata owner) {
    suspects.add(
        Suspect.of(
            owner.getMetadata().getNamespace(),
            owner.getKind(),
            owner.getMetadata().getName(),
            owner.getMetadata().getUid(),
            0));
  }

  /** Looks whether the owner of something new is there; it may just not be known here yet. */
  void appeared(HasMetadata owned) {
    for (OwnerReference reference : owned.getMetadata().getOwnerReferences()) {
      if (!isKnown(reference.getUid())) {
        suspects.add(
            Suspect.of(
                owned.getMetadata().getNamespace(),
                reference.getKind(),
                reference.getName(),
                reference.getUid(),
                RETRY_MILLIS));
      }
    }
  }

  private boolean isKnown(String uid) {
    return pools.list().stream().anyMatch(pool -> uid.equals(pool.getMetadata().getUid()))
        || services.list().stream().anyMatch(service -> uid.equals(service.getMetadata().getUid()));
  }

  @Override
  public void run() {
    try {
      while (true) {
        check(suspects.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(Suspect suspect) {
    try {
      if (isGone(suspect)) {
        OWNED.forEach(type -> collect(type, suspect));
      }
    } catch (KubernetesClientException away) {
      suspects.add(
          Suspect.of(
              suspect.namespace(), suspect.kind(), suspect.name(), suspect.uid(), RETRY_MILLIS));
    }
  }

  private boolean isGone(Suspect suspect) {
    Optional<Class<? extends HasMetadata>> type =
        switch (suspect.kind()) {
          case "PoolResource" -> Optional.of(PoolResource.class);
          case "Service" -> Optional.of(Service.class);
          default -> Optional.empty();
        };
    return type.isPresent()
        && Optional.ofNullable(
                client
                    .resources(type.get())
                    .inNamespace(suspect.namespace())
                    .withName(suspect.name())
                    .get())
            .filter(found -> suspect.uid().equals(found.getMetadata().getUid()))
            .isEmpty();
  }

  private <T extends HasMetadata> void collect(Class<T> type, Suspect owner) {
    for (T owned : client.resources(type).inNamespace(owner.namespace()).list().getItems()) {
      boolean isOwned =
          owned.getMetadata().getOwnerReferences().stream()
              .anyMatch(reference -> reference.getUid().equals(owner.uid()));
      if (isOwned && owned.getMetadata().getDeletionTimestamp() == null) {
        client.resource(owned).delete();
      }
    }
  }
}
