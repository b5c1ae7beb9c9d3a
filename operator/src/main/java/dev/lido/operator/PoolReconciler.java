package dev.lido.operator;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.health.Passes;
import dev.lido.operator.lead.Fence;
import dev.lido.operator.reconcile.Cached;
import dev.lido.operator.reconcile.Reconciliation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the framework call the reconciliation, and gives it what the caches hold. */
final class PoolReconciler implements Reconciler<PoolResource> {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

  /** No pool has such a name. */
  private static final ResourceID NO_POOL = new ResourceID("-", "-");

  private final Reconciliation reconciliation;
  private final Fence fence;
  private final Passes passes;
  private final InstantSource clock;
  private final SimpleInboundEventSource<PoolResource> opened =
      new SimpleInboundEventSource<>("lead");
  private volatile Optional<IndexerResourceCache<PoolResource>> cache = Optional.empty();

  /** Makes one that does nothing while the fence is shut; {@link #lookAtAll} when it was opened. */
  PoolReconciler(Reconciliation reconciliation, Fence fence, Passes passes, InstantSource clock) {
    this.reconciliation = reconciliation;
    this.fence = fence;
    this.passes = passes;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, PoolResource>> prepareEventSources(
      EventSourceContext<PoolResource> context) {
    cache = Optional.of(context.getPrimaryCache());
    return List.of(
        ownedBy(Pod.class, context),
        ownedBy(Service.class, context),
        ownedBy(PodDisruptionBudget.class, context),
        opened);
  }

  /** Lets all pools be reconciled. */
  void lookAtAll() {
    cache.stream().flatMap(IndexerResourceCache::keys).forEach(opened::propagateEvent);
  }

  /** Sends an event that concerns no pool, the way that events go. */
  void sendForNoPool() {
    opened.propagateEvent(NO_POOL);
  }

  /** Returns all pools that the cache holds, once the framework has started. */
  Collection<PoolResource> pools() {
    return cache.map(pools -> pools.list().toList()).orElse(List.of());
  }

  private static <T extends HasMetadata> EventSource<T, PoolResource> ownedBy(
      Class<T> type, EventSourceContext<PoolResource> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, PoolResource.class)
            .withLabelSelector(PoolNames.POOL)
            .withSecondaryToPrimaryMapper(PoolReconciler::pool)
            .build(),
        context);
  }

  private static Set<ResourceID> pool(HasMetadata owned) {
    String name = owned.getMetadata().getLabels().get(PoolNames.POOL);
    return Set.of(new ResourceID(name, owned.getMetadata().getNamespace()));
  }

  @Override
  public UpdateControl<PoolResource> reconcile(PoolResource pool, Context<PoolResource> context)
      throws InterruptedException {
    if (!fence.isOpen()) {
      return UpdateControl.noUpdate();
    }
    passes.begin(pool.getMetadata().getNamespace() + "/" + pool.getMetadata().getName());
    try {
      List<Pod> pods = List.copyOf(context.getSecondaryResources(Pod.class));
      return wakeUp(
          reconciliation.pass(
              new Cached(pool, pods, service(pool, context), budget(pool, context))));
    } finally {
      passes.end();
    }
  }

  private static Optional<Service> service(PoolResource pool, Context<PoolResource> context) {
    return named(PoolNames.service(pool.getMetadata().getName()), Service.class, context);
  }

  private static Optional<PodDisruptionBudget> budget(
      PoolResource pool, Context<PoolResource> context) {
    return named(
        PoolNames.budget(pool.getMetadata().getName()), PodDisruptionBudget.class, context);
  }

  private static <T extends HasMetadata> Optional<T> named(
      String name, Class<T> type, Context<PoolResource> context) {
    return context.getSecondaryResources(type).stream()
        .filter(object -> name.equals(object.getMetadata().getName()))
        .findFirst();
  }

  private UpdateControl<PoolResource> wakeUp(Optional<Instant> time) {
    UpdateControl<PoolResource> control = UpdateControl.noUpdate();
    time.map(wanted -> Duration.between(clock.instant(), wanted))
        .map(pause -> pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause)
        .ifPresent(control::rescheduleAfter);
    return control;
  }
}
