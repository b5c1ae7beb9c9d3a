package dev.lido.operator;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.apply.Applier;
import dev.lido.operator.apply.DrainBook;
import dev.lido.operator.apply.Failure;
import dev.lido.operator.apply.Inquiry;
import dev.lido.operator.observe.PoolReader;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Plan;
import dev.lido.operator.plan.Planner;
import dev.lido.operator.status.InvalidSpec;
import dev.lido.operator.status.Outcome;
import dev.lido.operator.status.StatusFactory;
import dev.lido.operator.status.StatusWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reconciles pools: observe, plan, apply, tell. */
final class PoolReconciler implements Reconciler<PoolResource> {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

  private final Inquiry inquiry;
  private final Applier applier;
  private final StatusWriter statuses;
  private final DrainBook drains;
  private final InstantSource clock;

  PoolReconciler(
      Inquiry inquiry,
      Applier applier,
      StatusWriter statuses,
      DrainBook drains,
      InstantSource clock) {
    this.inquiry = inquiry;
    this.applier = applier;
    this.statuses = statuses;
    this.drains = drains;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, PoolResource>> prepareEventSources(
      EventSourceContext<PoolResource> context) {
    return List.of(ownedBy(Pod.class, context), ownedBy(Service.class, context));
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
    PoolView observed;
    try {
      observed =
          PoolReader.view(
              pool,
              context.getSecondaryResources(Pod.class),
              service(pool, context),
              drains.snapshot());
    } catch (IllegalArgumentException unreadable) {
      statuses.write(pool, InvalidSpec.status(pool, unreadable, clock.instant()));
      return UpdateControl.noUpdate();
    }
    return carryOut(pool, decide(observed));
  }

  private static Optional<Service> service(PoolResource pool, Context<PoolResource> context) {
    String name = PoolNames.service(pool.getMetadata().getName());
    return context.getSecondaryResources(Service.class).stream()
        .filter(service -> name.equals(service.getMetadata().getName()))
        .findFirst();
  }

  private record Decision(PoolView view, Plan plan) {}

  /** Plans, and finds out what the plan has to know, until it has to know no more. */
  private Decision decide(PoolView observed) throws InterruptedException {
    PoolView view = observed;
    Plan plan = Planner.plan(view, clock.instant());
    while (!plan.questions().isEmpty()) {
      view = inquiry.answer(view, plan.questions());
      plan = Planner.plan(view, clock.instant());
    }
    return new Decision(view, plan);
  }

  private UpdateControl<PoolResource> carryOut(PoolResource pool, Decision decision)
      throws InterruptedException {
    List<Failure> failures = applier.apply(pool, decision.view(), decision.plan().actions());
    Outcome outcome = new Outcome(decision.view(), decision.plan(), failures);
    StatusFactory.Made made = StatusFactory.make(outcome, pool.getStatus(), clock.instant());
    boolean told = tell(pool, made);
    if (!failures.isEmpty()) {
      throw new NotAppliedException(failures);
    }
    Stream<Instant> pollsAndDeadlines =
        Stream.of(decision.plan().wakeUp(), made.wakeUp()).flatMap(Optional::stream);
    return wakeUp(
        told ? pollsAndDeadlines : Stream.concat(pollsAndDeadlines, Stream.of(clock.instant())));
  }

  /** Returns false if the pool was changed meanwhile. */
  private boolean tell(PoolResource pool, StatusFactory.Made made) {
    try {
      statuses.write(pool, made.status());
      return true;
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT
          || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }

  private UpdateControl<PoolResource> wakeUp(Stream<Instant> times) {
    UpdateControl<PoolResource> control = UpdateControl.noUpdate();
    times
        .min(Instant::compareTo)
        .map(time -> Duration.between(clock.instant(), time))
        .map(pause -> pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause)
        .ifPresent(control::rescheduleAfter);
    return control;
  }
}
