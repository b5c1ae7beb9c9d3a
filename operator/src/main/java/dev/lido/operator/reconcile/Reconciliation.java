package dev.lido.operator.reconcile;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.apply.Applied;
import dev.lido.operator.apply.Applier;
import dev.lido.operator.apply.DrainBook;
import dev.lido.operator.apply.Failure;
import dev.lido.operator.apply.Inquiry;
import dev.lido.operator.apply.ProbeInquiry;
import dev.lido.operator.event.Announcer;
import dev.lido.operator.event.Transitions;
import dev.lido.operator.observe.PoolReader;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Readings;
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
  private final ProbeInquiry probes;
  private final Applier applier;
  private final StatusWriter statuses;
  private final DrainBook drains;
  private final Announcer announcer;
  private final InstantSource clock;
  private final GivenUp givenUp = new GivenUp();
  private final Readings readings = new Readings();

  /**
   * How a reconciliation learns and tells.
   *
   * @param inquiry finds out what a plan has to know
   * @param probes finds out which workers ended because a probe failed
   * @param drains what draining workers have left
   * @param statuses writes the status
   * @param announcer tells what happened
   */
  public record Senses(
      Inquiry inquiry,
      ProbeInquiry probes,
      DrainBook drains,
      StatusWriter statuses,
      Announcer announcer) {}

  /** Makes one; {@code applier} notes in the senses' book what draining workers have left. */
  public Reconciliation(Planning planner, Senses senses, Applier applier, InstantSource clock) {
    this.planner = planner;
    this.inquiry = senses.inquiry();
    this.probes = senses.probes();
    this.drains = senses.drains();
    this.statuses = senses.statuses();
    this.announcer = senses.announcer();
    this.applier = applier;
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
    if (givenUp.contains(cached.pool())) {
      return Optional.empty();
    }
    PoolResource pool = statuses.latest(cached.pool());
    PoolView observed;
    try {
      observed =
          PoolReader.view(
              pool, cached.pods(), cached.service(), cached.budget(), drains.snapshot(), readings);
    } catch (IllegalArgumentException unreadable) {
      tellUnreadable(pool, unreadable);
      return Optional.empty();
    }
    Optional<Decision> decision = decide(pool, observed);
    return decision.isPresent()
        ? carryOut(statuses.latest(cached.pool()), decision.get())
        : Optional.of(clock.instant().plus(UNTIL_THE_CACHE_KNOWS));
  }

  private record Decision(PoolView view, Plan plan) {}

  /**
   * Plans, and finds out what the plan has to know, until it has to know no more; empty if it turns
   * out that the spec is an old one. Why workers ended changes no question: if there are any, it is
   * asked together with them.
   */
  private Optional<Decision> decide(PoolResource pool, PoolView observed)
      throws InterruptedException {
    PoolView view = observed;
    Plan plan = planner.plan(view, clock.instant());
    if (plan.questions().isEmpty()) {
      PoolView explained = probes.explain(view);
      if (!explained.equals(view)) {
        view = explained;
        plan = planner.plan(view, clock.instant());
      }
    }
    while (!plan.questions().isEmpty()) {
      Optional<PoolView> answered = answer(pool, view, plan);
      if (answered.isEmpty()) {
        return Optional.empty();
      }
      view = probes.explain(answered.get());
      plan = planner.plan(view, clock.instant());
    }
    return Optional.of(new Decision(view, plan));
  }

  /**
   * A spec that no status speaks of yet, of a pool without workers: that it is known is told before
   * anything is done. The API server takes it only if the pool is as it was seen, which answers what
   * would be asked.
   */
  private Optional<PoolView> answer(PoolResource pool, PoolView view, Plan plan)
      throws InterruptedException {
    if (isKnown(pool) || !inquiry.isEmpty(view)) {
      return inquiry.answer(view, plan.questions());
    }
    Outcome nothingDone = new Outcome(view, plan, List.of());
    try {
      return tell(
              pool,
              StatusFactory.make(nothingDone, pool.getStatus(), clock.instant()).status(),
              view)
          ? Optional.of(view.withLive(List.of()))
          : Optional.empty();
    } catch (KubernetesClientException untold) {
      return inquiry.answer(view, plan.questions());
    }
  }

  private static boolean isKnown(PoolResource pool) {
    return Optional.ofNullable(pool.getStatus())
        .map(PoolStatus::getObservedGeneration)
        .filter(observed -> observed == PoolReader.generation(pool.getMetadata()))
        .isPresent();
  }

  private Optional<Instant> carryOut(PoolResource pool, Decision decision)
      throws InterruptedException {
    PoolView view = decision.view();
    Applied applied = applier.apply(pool, view, decision.plan().actions());
    announcer.announce(view.pool(), Transitions.ofActions(view, applied.done(), clock.instant()));
    if (applied.failures().stream().anyMatch(Failure::namespaceEnds)) {
      givenUp.add(pool);
      return Optional.empty();
    }
    Outcome outcome = new Outcome(view, decision.plan(), applied.failures());
    StatusFactory.Made made = StatusFactory.make(outcome, pool.getStatus(), clock.instant());
    if (!applied.failures().isEmpty()) {
      tell(pool, made.status(), view);
      throw new NotAppliedException(applied.failures());
    }
    return Stream.of(
            decision.plan().wakeUp(), made.wakeUp(), tellWhenDue(pool, made.status(), view))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Returns when to look at it again; empty if it is told. */
  private Optional<Instant> tellWhenDue(PoolResource pool, PoolStatus status, PoolView view) {
    if (StatusWriter.isTold(pool, status)) {
      return Optional.empty();
    }
    Optional<Instant> due = statuses.mayWait(pool, status, clock.instant());
    boolean settled = due.isPresent() || tell(pool, status, view);
    return settled ? due : Optional.of(clock.instant());
  }

  /** Returns false if the pool was changed meanwhile. */
  private boolean tell(PoolResource pool, PoolStatus status, PoolView view) {
    try {
      if (statuses.write(pool, status)) {
        announcer.announce(view.pool(), Transitions.ofStatus(view, pool.getStatus(), status));
      }
      return true;
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT
          || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }

  private void tellUnreadable(PoolResource pool, IllegalArgumentException why) {
    PoolStatus status = InvalidSpec.status(pool, why, clock.instant());
    if (statuses.write(pool, status)) {
      announcer.announce(PoolReader.id(pool), Transitions.ofInvalidSpec(pool.getStatus(), status));
    }
  }
}
