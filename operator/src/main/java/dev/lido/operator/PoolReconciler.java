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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets the framework call the reconciliation, and gives it what the caches hold. */
final class PoolReconciler implements Reconciler<PoolResource> {

  private static final String BY_POOL = "pool";
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
  private volatile Optional<Sources> sources = Optional.empty();

  private record Sources(
      InformerEventSource<Pod, PoolResource> pods,
      InformerEventSource<Service, PoolResource> services,
      InformerEventSource<PodDisruptionBudget, PoolResource> budgets) {}

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
    Sources made =
        new Sources(
            ownedBy(Pod.class, context),
            ownedBy(Service.class, context),
            ownedBy(PodDisruptionBudget.class, context));
    made.pods().addIndexers(Map.of(BY_POOL, pod -> List.of(key(poolOf(pod)))));
    sources = Optional.of(made);
    return List.of(made.pods(), made.services(), made.budgets(), opened);
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

  private static <T extends HasMetadata> InformerEventSource<T, PoolResource> ownedBy(
      Class<T> type, EventSourceContext<PoolResource> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, PoolResource.class)
            .withLabelSelector(PoolNames.POOL)
            .withSecondaryToPrimaryMapper(owned -> Set.of(poolOf(owned)))
            .build(),
        context);
  }

  private static ResourceID poolOf(HasMetadata owned) {
    String name = owned.getMetadata().getLabels().get(PoolNames.POOL);
    return new ResourceID(name, owned.getMetadata().getNamespace());
  }

  private static String key(ResourceID pool) {
    return pool.getNamespace().orElse("") + "/" + pool.getName();
  }

  @Override
  public UpdateControl<PoolResource> reconcile(PoolResource pool, Context<PoolResource> context)
      throws InterruptedException {
    if (!fence.isOpen()) {
      return UpdateControl.noUpdate();
    }
    passes.begin(pool.getMetadata().getNamespace() + "/" + pool.getMetadata().getName());
    try {
      return wakeUp(reconciliation.pass(cached(pool, sources.orElseThrow())));
    } finally {
      passes.end();
    }
  }

  /** Asks the caches by index: what the framework offers hashes every pod, in every pass. */
  private static Cached cached(PoolResource pool, Sources sources) {
    ResourceID id = ResourceID.fromResource(pool);
    String namespace = pool.getMetadata().getNamespace();
    return new Cached(
        pool,
        sources.pods().byIndex(BY_POOL, key(id)),
        sources.services().get(new ResourceID(PoolNames.service(id.getName()), namespace)),
        sources.budgets().get(new ResourceID(PoolNames.budget(id.getName()), namespace)));
  }

  private UpdateControl<PoolResource> wakeUp(Optional<Instant> time) {
    UpdateControl<PoolResource> control = UpdateControl.noUpdate();
    time.map(wanted -> Duration.between(clock.instant(), wanted))
        .map(pause -> pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause)
        .ifPresent(control::rescheduleAfter);
    return control;
  }
}
