package dev.lido.operator.event;

import dev.lido.operator.observe.End;
import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.End.Kind;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.WorkerId;
import dev.lido.operator.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator's own actions tell. Each is done once, whoever plans it again: so that another
 * operator has nothing to tell of it.
 *
 * <p>The end of a worker by somebody else's doing is told when its successor is created, or when it
 * is given up. Its end by its own doing is counted in the status, and told from there.
 */
final class Deeds {

  private final PoolView view;
  private final List<Action> done;
  private final Instant now;
  private final Map<String, Worker> workers;
  private final Set<String> succeeded;

  Deeds(PoolView view, List<Action> done, Instant now) {
    this.view = view;
    this.done = done;
    this.now = now;
    this.workers =
        view.workers().stream()
            .collect(Collectors.toMap(w -> w.id().uid(), Function.identity(), (one, same) -> one));
    this.succeeded =
        view.workers().stream().map(w -> w.id().predecessor()).collect(Collectors.toSet());
  }

  Stream<Transition> transitions() {
    return done.stream()
        .flatMap(
            action ->
                switch (action) {
                  case Action.CreateWorker create -> created(create);
                  case Action.DrainWorker drain -> drained(drain.worker());
                  case Action.DeleteWorker delete -> deleted(delete.worker());
                  default -> Stream.empty();
                });
  }

  private Stream<Transition> created(Action.CreateWorker create) {
    Worker before = workers.get(create.predecessor());
    WorkerId id =
        new WorkerId(create.partition(), create.slot(), create.name(), "", create.predecessor());
    String follows = before == null ? "" : ", which follows " + before.id().name();
    Transition created =
        Transition.normal(
            EventReasons.CREATED,
            id,
            "Created worker " + id.name() + " in partition " + id.partition() + follows);
    return Stream.concat(before == null ? Stream.empty() : ended(before), Stream.of(created));
  }

  private static Stream<Transition> ended(Worker worker) {
    return worker.end().or(worker::leaving).filter(End::disturbed).stream()
        .map(end -> ended(worker, end));
  }

  static Transition ended(Worker worker, End end) {
    return Transition.warning(
        EventReasons.of(end.kind()),
        worker.id(),
        "Worker "
            + worker.id().name()
            + " in partition "
            + worker.id().partition()
            + " ended: "
            + end.summary());
  }

  private Stream<Transition> drained(WorkerId worker) {
    return Stream.of(
        Transition.normal(
            EventReasons.DRAINING,
            worker,
            "Draining worker " + worker.name() + ": " + why(worker)));
  }

  private Stream<Transition> deleted(WorkerId id) {
    Worker worker = workers.get(id.uid());
    if (worker == null) {
      return Stream.empty();
    }
    if (!worker.ended()) {
      return Stream.of(removed(worker));
    }
    End end = worker.end().orElseThrow();
    if (end.kind() == Kind.REMOVED) {
      return Stream.of(removed(worker));
    }
    boolean told = end.cause() == Cause.OWN || succeeded.contains(id.uid());
    return told ? Stream.empty() : Stream.of(ended(worker, end));
  }

  private Transition removed(Worker worker) {
    int left = view.drains().getOrDefault(worker.id().uid(), OptionalInt.empty()).orElse(0);
    if (left > 0 && isOverdue(worker)) {
      return Transition.warning(
          EventReasons.DRAIN_TIMEOUT,
          worker.id(),
          "Removed worker "
              + worker.id().name()
              + " with "
              + (left == 1 ? "1 child" : left + " children")
              + " left: drain.timeout has passed");
    }
    return Transition.normal(
        EventReasons.REMOVED,
        worker.id(),
        "Removed worker " + worker.id().name() + ": " + why(worker.id()));
  }

  private boolean isOverdue(Worker worker) {
    Duration timeout = view.settings().drainTimeout();
    return !worker.ended()
        && worker.drainingSince().filter(since -> !now.isBefore(since.plus(timeout))).isPresent();
  }

  private String why(WorkerId id) {
    if (view.settings().suspended()) {
      return "the pool is suspended";
    }
    Worker worker = workers.get(id.uid());
    return worker == null || worker.revision().equals(view.revision())
        ? "the pool is scaled down"
        : "the pool is updated";
  }
}
