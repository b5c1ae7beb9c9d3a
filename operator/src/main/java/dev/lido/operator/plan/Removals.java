package dev.lido.operator.plan;

import dev.lido.crds.v1alpha1.UpdateType;
import dev.lido.operator.observe.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Removes workers: drains them first, and deletes them when they are empty or time is up. */
final class Removals {

  private static final Duration POLL = Duration.ofMillis(250);

  private final Scene scene;
  private final Draft draft;

  Removals(Scene scene, Draft draft) {
    this.scene = scene;
    this.draft = draft;
  }

  /** Deletes the draining workers that are done, and asks the others how far they are. */
  void continueDrains() {
    scene
        .workers()
        .filter(worker -> worker.alive() && worker.draining())
        .forEach(this::continueDrain);
  }

  /** Deletes what ended and was replaced. */
  void deleteSuperseded() {
    boolean mayStayOutdated = scene.settings().update().type() == UpdateType.OnDelete;
    scene.slots().forEach(slot -> slot.superseded(mayStayOutdated).forEach(this::delete));
  }

  /** Deletes an ended worker that is not to be replaced, which an old view must not cause. */
  void giveUp(Worker worker) {
    if (!worker.vanishing()) {
      askForTheLiveWorkers();
    }
    delete(worker);
  }

  /** Begins the removal of a worker, which an old view must not cause. */
  void remove(Worker worker) {
    askForTheLiveWorkers();
    if (worker.running() && worker.contact().known() && !drainTimeout().isZero()) {
      draft.addRemoval(worker, drain(worker, false));
    } else {
      delete(worker);
    }
  }

  private void askForTheLiveWorkers() {
    if (!scene.view().live()) {
      draft.ask(Question.LIVE_WORKERS);
    }
  }

  /**
   * Deletes a worker that has no children: it ended, was drained, or is not ready. If it becomes
   * ready meanwhile it is not deleted.
   */
  void delete(Worker worker) {
    if (worker.vanishing()) {
      draft.countAsRemoved(worker);
      return;
    }
    boolean mayStart =
        worker.alive() && !worker.ready() && !(worker.draining() && worker.running());
    Optional<String> unchanged = mayStart ? Optional.of(worker.version()) : Optional.empty();
    draft.addRemoval(worker, new Action.DeleteWorker(worker.id(), unchanged));
  }

  private void continueDrain(Worker worker) {
    Instant deadline = worker.drainingSince().orElseThrow().plus(drainTimeout());
    if (!worker.running() || !scene.now().isBefore(deadline) || isEmpty(worker)) {
      delete(worker);
      return;
    }
    draft.add(drain(worker, true));
    Instant next = scene.now().plus(POLL);
    draft.wakeAt(next.isBefore(deadline) ? next : deadline);
  }

  private boolean isEmpty(Worker worker) {
    OptionalInt left = scene.view().drains().get(worker.id().uid());
    return left != null && left.isPresent() && left.getAsInt() == 0;
  }

  private Duration drainTimeout() {
    return scene.settings().drainTimeout();
  }

  private static Action drain(Worker worker, boolean recorded) {
    return new Action.DrainWorker(worker.id(), worker.contact(), recorded, worker.version());
  }
}
