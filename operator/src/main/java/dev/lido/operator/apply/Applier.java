package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Action;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Carries out plans, all actions of one at a time. It is thread-safe. */
public final class Applier {

  private static final Logger LOGGER = LoggerFactory.getLogger(Applier.class);

  private final ClusterApi api;
  private final WorkerControl control;
  private final DrainBook drains;
  private final Parallel parallel;
  private final InstantSource clock;

  /** Makes one that writes through {@code api} and talks to workers through {@code control}. */
  public Applier(
      ClusterApi api,
      WorkerControl control,
      DrainBook drains,
      Parallel parallel,
      InstantSource clock) {
    this.api = api;
    this.control = control;
    this.drains = drains;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * Does what is planned; the failure of one action stops no other.
   *
   * @return the actions that failed
   * @throws InterruptedException if interrupted
   */
  public List<Failure> apply(PoolResource pool, PoolView view, List<Action> actions)
      throws InterruptedException {
    Writes writes = new Writes(api, pool, view);
    return parallel.map(actions, action -> attempt(view, writes, action)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Failure> attempt(PoolView view, Writes writes, Action action) {
    try {
      perform(writes, action);
      tell(view, action);
      return Optional.empty();
    } catch (KubernetesClientException refused) {
      LOGGER
          .atWarn()
          .addKeyValue("pool", view.pool().name())
          .addKeyValue("action", action)
          .log("Not done, will be tried again: {}", message(refused));
      return Optional.of(new Failure(action, refused.getCode(), message(refused)));
    }
  }

  private static void tell(PoolView view, Action action) {
    boolean isPoll = action instanceof Action.DrainWorker drain && drain.recorded();
    LOGGER
        .atLevel(isPoll ? Level.DEBUG : Level.INFO)
        .addKeyValue("pool", view.pool().name())
        .log("Done: {}", action);
  }

  private void perform(Writes writes, Action action) {
    switch (action) {
      case Action.CreateWorker create -> writes.create(create);
      case Action.DeleteWorker delete -> {
        writes.delete(delete.worker(), delete.unchanged());
        drains.forget(delete.worker().uid());
      }
      case Action.DrainWorker drain -> drain(writes, drain);
      case Action.HoldReplacement hold ->
          writes.hold(hold.worker(), hold.version(), hold.generation());
      case Action.CreateService create -> writes.createService();
      case Action.RepairService repair -> writes.repairService();
    }
  }

  /** The record comes first: an operator that is killed in between goes on where it was. */
  private void drain(Writes writes, Action.DrainWorker drain) {
    Optional<String> version =
        drain.recorded()
            ? Optional.of(drain.version())
            : writes.recordDrain(drain.worker(), drain.version(), clock.instant());
    version.ifPresent(known -> tell(writes, drain, known));
  }

  private void tell(Writes writes, Action.DrainWorker drain, String version) {
    String uid = drain.worker().uid();
    switch (control.drain(drain.contact())) {
      case DrainAnswer.Left left -> drains.note(uid, OptionalInt.of(left.children()));
      case DrainAnswer.Silent silent -> drains.note(uid, OptionalInt.empty());
      // It goes at once, unless it became ready meanwhile: nobody could tell it later.
      case DrainAnswer.NothingListens none -> writes.delete(drain.worker(), Optional.of(version));
    }
  }

  private static String message(KubernetesClientException refused) {
    return refused.getStatus() != null && refused.getStatus().getMessage() != null
        ? refused.getStatus().getMessage()
        : String.valueOf(refused.getMessage());
  }
}
