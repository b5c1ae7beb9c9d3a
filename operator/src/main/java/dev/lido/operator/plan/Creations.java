package dev.lido.operator.plan;

import dev.lido.operator.observe.End;
import dev.lido.operator.observe.History;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.pod.WorkerNames;
import java.time.Instant;

/** Creates workers: the successor of a slot's last one, or the first of a new slot. */
final class Creations {

  private final Scene scene;
  private final Draft draft;
  private final long existing;
  private final boolean allStopped;
  private int created;

  Creations(Scene scene, Draft draft) {
    this.scene = scene;
    this.draft = draft;
    this.existing = existing();
    this.allStopped = allStopped();
  }

  /** Creates the successor of a slot's head. */
  void succeed(Slot slot) {
    create(slot.index(), slot.head().id().uid(), history(slot.head()));
  }

  /** Creates the first worker of a slot that has none. */
  void begin(int slot) {
    create(slot, scene.view().pool().uid(), History.NONE);
  }

  /** Tells whether an update leaves room for one worker more that is missing. */
  boolean hasRoom() {
    return switch (scene.settings().update().type()) {
      case OnDelete -> true;
      case Recreate -> allStopped;
      case RollingUpdate -> hasSurge();
    };
  }

  /** Tells whether one worker more may exist while an update goes on. */
  boolean hasSurge() {
    int most = scene.desired() + Share.of(scene.settings().update(), scene.desired()).surge();
    return existing + created < most;
  }

  /** Counts those too that this plan removes: they may go after the next one has come. */
  private long existing() {
    return scene.slots().stream()
        .flatMap(slot -> slot.workers().stream().filter(w -> w.serving() || isLeaving(slot, w)))
        .count();
  }

  /** An outdated worker that is drained: it gives its place to the next one. */
  private static boolean isLeaving(Slot slot, Worker worker) {
    return worker.alive() && worker.draining() && !slot.upToDate(worker);
  }

  private boolean allStopped() {
    return scene.view().workers().stream()
        .noneMatch(w -> !w.ended() && !scene.view().revision().equals(w.revision()));
  }

  private void create(int slot, String predecessor, History history) {
    String name = WorkerNames.of(scene.view().pool().name(), scene.partition(), slot, predecessor);
    draft.add(new Action.CreateWorker(scene.partition(), slot, name, predecessor, history));
    created++;
    if (!scene.view().live()) {
      draft.ask(Question.LIVE_WORKERS);
    }
  }

  private History history(Worker head) {
    return scene
        .restarts()
        .of(head)
        .map(mark -> head.history().and(mark, head.end().map(End::summary).orElse(""), since(mark)))
        .orElse(head.history());
  }

  private Instant since(History.Mark mark) {
    return mark.at().minus(scene.settings().supervision().within());
  }
}
