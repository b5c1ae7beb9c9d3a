package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.crds.v1alpha1.PoolSettings.Supervision;
import dev.lido.crds.v1alpha1.PoolSettings.Update;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Wrong pictures of pools. */
final class Wrong {

  private Wrong() {}

  static PoolView surge(PoolView view, String share) {
    Update update = view.settings().update();
    return with(
        view,
        new Update(
            update.type(),
            new IntOrString(share),
            update.maxUnavailable(),
            update.progressDeadline()));
  }

  static PoolView unavailable(PoolView view, String share) {
    Update update = view.settings().update();
    return with(
        view,
        new Update(
            update.type(), update.maxSurge(), new IntOrString(share), update.progressDeadline()));
  }

  /** Whoever is drained is empty. */
  static PoolView drained(PoolView view) {
    Map<String, OptionalInt> empty =
        view.workers().stream()
            .collect(Collectors.toMap(w -> w.id().uid(), w -> OptionalInt.of(0)));
    return new PoolView(
        view.pool(),
        view.settings(),
        view.revision(),
        view.workers(),
        view.service(),
        view.budget(),
        view.live(),
        view.loads(),
        empty);
  }

  /** Whoever is busy is idle, and the other way round. */
  static PoolView loads(PoolView view) {
    Map<String, OptionalInt> turned = new HashMap<>();
    view.loads()
        .orElse(Map.of())
        .forEach((uid, load) -> turned.put(uid, OptionalInt.of(100 - load.orElse(0))));
    return view.loads().isPresent() ? view.withLoads(turned) : view;
  }

  /** Whoever is outdated is a little busier. */
  static PoolView busyOutdated(PoolView view) {
    Map<String, OptionalInt> loads = new HashMap<>(view.loads().orElse(Map.of()));
    view.workers().stream()
        .filter(w -> !w.revision().equals(view.revision()))
        .map(w -> w.id().uid())
        .forEach(
            uid ->
                loads.computeIfPresent(
                    uid, (u, l) -> l.isPresent() ? OptionalInt.of(l.getAsInt() + 1) : l));
    return view.loads().isPresent() ? view.withLoads(loads) : view;
  }

  static PoolView patient(PoolView view) {
    PoolSettings s = view.settings();
    Supervision patient =
        new Supervision(1_000_000, s.supervision().within(), s.supervision().onExhausted());
    return with(view, s.replicas(), patient, s.update());
  }

  /** A suspended pool keeps a worker in each partition. */
  static PoolView resumed(PoolView view) {
    PoolSettings s = view.settings();
    int replicas = s.suspended() ? s.partitions() : s.replicas();
    return with(view, replicas, s.supervision(), s.update());
  }

  static PoolView revision(PoolView view, String revision) {
    return with(view, worker -> with(worker, revision, worker.state()));
  }

  static PoolView ready(PoolView view) {
    return with(view, worker -> with(worker, worker.revision(), ready(worker.state())));
  }

  private static Worker.State ready(Worker.State state) {
    return state instanceof Worker.State.Running running
        ? new Worker.State.Running(running.deleting(), Optional.of(Instant.EPOCH))
        : state;
  }

  static PoolView withoutLeaving(PoolView view) {
    return with(view, view.workers().stream().filter(w -> w.serving() || w.ended()).toList());
  }

  private static PoolView with(PoolView view, UnaryOperator<Worker> change) {
    return with(view, view.workers().stream().map(change).toList());
  }

  private static PoolView with(PoolView view, List<Worker> workers) {
    return new PoolView(
        view.pool(),
        view.settings(),
        view.revision(),
        workers,
        view.service(),
        view.budget(),
        view.live(),
        view.loads(),
        view.drains());
  }

  private static Worker with(Worker w, String revision, Worker.State state) {
    return new Worker(
        w.id(),
        w.version(),
        revision,
        w.createdAt(),
        state,
        w.drainingSince(),
        w.heldGeneration(),
        w.history(),
        w.contact(),
        w.trouble(),
        w.leaving());
  }

  private static PoolView with(PoolView view, Update update) {
    return with(view, view.settings().replicas(), view.settings().supervision(), update);
  }

  private static PoolView with(
      PoolView view, int replicas, Supervision supervision, Update update) {
    PoolSettings s = view.settings();
    return new PoolView(
        view.pool(),
        new PoolSettings(
            s.partitions(),
            replicas,
            s.maxConcurrency(),
            s.taskTimeout(),
            s.queueLimit(),
            s.queueTimeout(),
            supervision,
            s.drainTimeout(),
            update,
            s.eviction(),
            s.suspended()),
        view.revision(),
        view.workers(),
        view.service(),
        view.budget(),
        view.live(),
        view.loads(),
        view.drains());
  }
}
