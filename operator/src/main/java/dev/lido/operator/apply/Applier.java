package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.memory.Latest;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Action;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Carries out plans, all actions of one at a time. It is thread-safe. */
public final class Applier {

  private static final Logger LOGGER = LoggerFactory.getLogger(Applier.class);

  private static final int MOST_WARNED = 10_000;

  private final ClusterApi api;
  private final WorkerControl control;
  private final Memory memory;
  private final Parallel parallel;
  private final InstantSource clock;
  private final Caution caution = new Caution();

  /** What was said last of pools of which something failed in their last pass. */
  private final Map<String, String> warned = Collections.synchronizedMap(new Latest<>(MOST_WARNED));

  /**
   * What is remembered between passes.
   *
   * @param drains what draining workers have left
   * @param horizons when a cache shows all workers
   */
  public record Memory(DrainBook drains, Horizons horizons) {}

  /** Makes one that writes through {@code api} and talks to workers through {@code control}. */
  public Applier(
      ClusterApi api,
      WorkerControl control,
      Memory memory,
      Parallel parallel,
      InstantSource clock) {
    this.api = api;
    this.control = control;
    this.memory = memory;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * Does what is planned; the failure of one action stops no other, but where workers were refused
   * before a single one is tried.
   *
   * @return what was done, and what failed
   * @throws InterruptedException if interrupted
   */
  public Applied apply(PoolResource pool, PoolView view, List<Action> actions)
      throws InterruptedException {
    Writes writes = new Writes(api, pool, view, memory.horizons());
    List<Action> later = caution.later(view.pool().uid(), actions);
    List<Attempt> attempts = new ArrayList<>(attempts(view, writes, without(actions, later)));
    if (failures(attempts).isEmpty() && !later.isEmpty()) {
      attempts.addAll(attempts(view, writes, later));
    }
    List<Failure> failures = failures(attempts);
    caution.learn(view.pool().uid(), actions, failures);
    if (failures.isEmpty()) {
      warned.remove(view.pool().uid());
    } else {
      warn(view, failures);
    }
    return new Applied(
        attempts.stream().flatMap(attempt -> attempt.done().stream()).toList(), failures);
  }

  private static List<Action> without(List<Action> actions, List<Action> later) {
    Set<Action> waiting = Set.copyOf(later);
    return actions.stream().filter(action -> !waiting.contains(action)).toList();
  }

  private List<Attempt> attempts(PoolView view, Writes writes, List<Action> actions)
      throws InterruptedException {
    return parallel.map(actions, action -> attempt(view, writes, action));
  }

  private static List<Failure> failures(List<Attempt> attempts) {
    return attempts.stream().flatMap(attempt -> attempt.failure().stream()).toList();
  }

  /**
   * In one line: a thousand workers that exceed a quota have the same to say. And once: it is tried
   * again for as long as it takes.
   */
  private void warn(PoolView view, List<Failure> failures) {
    Failure first =
        failures.stream().filter(f -> !f.isOvertaken()).findFirst().orElseGet(failures::getFirst);
    int more = failures.size() - 1;
    boolean isNews =
        !first.namespaceEnds()
            && !first.isOvertaken()
            && !first.message().equals(warned.put(view.pool().uid(), first.message()));
    LOGGER
        .atLevel(isNews ? Level.WARN : Level.DEBUG)
        .addKeyValue("namespace", view.pool().namespace())
        .addKeyValue("pool", view.pool().name())
        .addKeyValue("action", first.action().getClass().getSimpleName())
        .log(
            "Not done, will be tried again: {}{}",
            first.message(),
            more == 0 ? "" : " (and " + more + " more)");
  }

  /** What was done, which is nothing when there was nothing to do, and what failed. */
  private record Attempt(List<Action> done, Optional<Failure> failure) {}

  private Attempt attempt(PoolView view, Writes writes, Action action) {
    try {
      List<Action> done = perform(writes, action);
      tell(view, action, !done.isEmpty());
      return new Attempt(done, Optional.empty());
    } catch (KubernetesClientException refused) {
      return new Attempt(List.of(), Optional.of(Failure.of(action, refused)));
    }
  }

  private static void tell(PoolView view, Action action, boolean changed) {
    LOGGER
        .atDebug()
        .addKeyValue("namespace", view.pool().namespace())
        .addKeyValue("pool", view.pool().name())
        .log("{}: {}", changed ? "Done" : "Nothing to do", action);
  }

  /** Returns what changed something. */
  private List<Action> perform(Writes writes, Action action) {
    return switch (action) {
      case Action.CreateWorker create -> only(create, writes.create(create));
      case Action.DeleteWorker delete -> only(delete, delete(writes, delete));
      case Action.DrainWorker drain -> drain(writes, drain);
      case Action.HoldReplacement hold ->
          only(hold, writes.hold(hold.worker(), hold.version(), hold.generation()));
      case Action.CreateService create -> only(create, writes.createService());
      case Action.RepairService repair -> only(repair, writes.repairService());
      case Action.CreateBudget create -> only(create, writes.createBudget());
      case Action.RepairBudget repair -> only(repair, writes.repairBudget());
      case Action.DeleteBudget delete -> only(delete, writes.deleteBudget());
    };
  }

  private static List<Action> only(Action action, boolean changed) {
    return changed ? List.of(action) : List.of();
  }

  private boolean delete(Writes writes, Action.DeleteWorker delete) {
    boolean deleted = writes.delete(delete.worker(), delete.unchanged());
    memory.drains().forget(delete.worker().uid());
    return deleted;
  }

  /** The record comes first: an operator that is killed in between goes on where it was. */
  private List<Action> drain(Writes writes, Action.DrainWorker drain) {
    Optional<String> version =
        drain.recorded()
            ? Optional.of(drain.version())
            : writes.recordDrain(drain.worker(), drain.version(), clock.instant());
    List<Action> done = new ArrayList<>(only(drain, version.isPresent() && !drain.recorded()));
    version.ifPresent(known -> done.addAll(tell(writes, drain, known)));
    return done;
  }

  /** Returns the removal, if that was all that was left to do. */
  private List<Action> tell(Writes writes, Action.DrainWorker drain, String version) {
    String uid = drain.worker().uid();
    switch (control.drain(drain.contact())) {
      case DrainAnswer.Left left -> memory.drains().note(uid, OptionalInt.of(left.children()));
      case DrainAnswer.Silent silent -> memory.drains().note(uid, OptionalInt.empty());
      // It goes at once, unless it became ready meanwhile: nobody could tell it later.
      case DrainAnswer.NothingListens none -> {
        Action.DeleteWorker delete = new Action.DeleteWorker(drain.worker(), Optional.of(version));
        return only(delete, delete(writes, delete));
      }
    }
    return List.of();
  }
}
