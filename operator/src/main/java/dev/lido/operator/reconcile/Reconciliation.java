package dev.lido.operator.reconcile;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.apply.Applier;
import dev.lido.operator.apply.DrainBook;
import dev.lido.operator.apply.Failure;
import dev.lido.operator.apply.Inquiry;
import dev.lido.operator.observe.PoolReader;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Plan;
import dev.lido.operator.status.InvalidSpec;
import dev.lido.operator.status.Outcome;
import dev.lido.operator.status.StatusFactory;
import dev.lido.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes pools nearer to what they are declared to be, one pass at a time. It is thread-safe. */
public final class Reconciliation {

  /** The watch brings the new spec, normally before. */
  private static final Duration UNTIL_THE_CACHE_KNOWS = Duration.ofSeconds(1);

  private final Planning planner;
  private final Inquiry inquiry;
  private final Applier applier;
  private final StatusWriter statuses;
  private final DrainBook drains;
  private final InstantSource clock;

  /** Makes one; {@code applier} notes in {@code drains} what draining workers have left. */
  public Reconciliation(
      Planning planner,
      Inquiry inquiry,
      Applier applier,
      StatusWriter statuses,
      DrainBook drains,
      InstantSource clock) {
    this.planner = planner;
    this.inquiry = inquiry;
    this.applier = applier;
    this.statuses = statuses;
    this.drains = drains;
    this.clock = clock;
  }

  /**
   * Does what has to be done now, and tells it in the pool's status.
   *
   * @return when to look again, though nothing may have changed; empty: not before something does
   * @throws NotAppliedException if some of it failed: try again after a pause
   * @throws InterruptedException if interrupted
   */
  public Optional<Instant> pass(Cached cached) throws InterruptedException {
    PoolView observed;
    try {
      observed = PoolReader.view(cached.pool(), cached.pods(), cached.service(), drains.snapshot());
    } catch (IllegalArgumentException unreadable) {
      statuses.write(cached.pool(), InvalidSpec.status(cached.pool(), unreadable, clock.instant()));
      return Optional.empty();
    }
    Optional<Decision> decision = decide(observed);
    return decision.isPresent()
        ? carryOut(cached.pool(), decision.get())
        : Optional.of(clock.instant().plus(UNTIL_THE_CACHE_KNOWS));
  }

  private record Decision(PoolView view, Plan plan) {}

  /**
   * Plans, and finds out what the plan has to know, until it has to know no more; empty if it turns
   * out that the spec is an old one.
   */
  private Optional<Decision> decide(PoolView observed) throws InterruptedException {
    PoolView view = observed;
    Plan plan = planner.plan(view, clock.instant());
    while (!plan.questions().isEmpty()) {
      Optional<PoolView> answered = inquiry.answer(view, plan.questions());
      if (answered.isEmpty()) {
        return Optional.empty();
      }
      view = answered.get();
      plan = planner.plan(view, clock.instant());
    }
    return Optional.of(new Decision(view, plan));
  }

  private Optional<Instant> carryOut(PoolResource pool, Decision decision)
      throws InterruptedException {
    List<Failure> failures = applier.apply(pool, decision.view(), decision.plan().actions());
    Outcome outcome = new Outcome(decision.view(), decision.plan(), failures);
    StatusFactory.Made made = StatusFactory.make(outcome, pool.getStatus(), clock.instant());
    boolean told = tell(pool, made);
    if (!failures.isEmpty()) {
      throw new NotAppliedException(failures);
    }
    Optional<Instant> retell = told ? Optional.empty() : Optional.of(clock.instant());
    return Stream.of(decision.plan().wakeUp(), made.wakeUp(), retell)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
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
}
