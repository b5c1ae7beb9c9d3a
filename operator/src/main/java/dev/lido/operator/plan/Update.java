package dev.lido.operator.plan;

import dev.lido.operator.observe.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Brings a changed template to the workers of a partition. */
final class Update {

  private final Scene scene;
  private final Draft draft;
  private final Creations creations;
  private final Removals removals;

  Update(Scene scene, Draft draft, Creations creations, Removals removals) {
    this.scene = scene;
    this.draft = draft;
    this.creations = creations;
    this.removals = removals;
  }

  void plan() {
    switch (scene.settings().update().type()) {
      case OnDelete -> retire(outgoing());
      case Recreate -> {
        outgoing().forEach(removals::remove);
        outdated().forEach(slot -> slot.keeper().ifPresent(removals::remove));
      }
      case RollingUpdate -> roll();
    }
  }

  /** Starts successors as far as surge allows, and lets go of those that can be spared. */
  private void roll() {
    List<Worker> replaced = new ArrayList<>();
    for (Slot slot : outdated()) {
      if (scene.heldUntil(slot).isEmpty() && !scene.restarts().stopped() && creations.hasSurge()) {
        creations.succeed(slot);
        slot.keeper().ifPresent(replaced::add);
      }
    }
    retire(outgoing());
    retire(keepers().filter(worker -> !replaced.contains(worker)).toList());
  }

  /** Removes those that are not ready, and of the ready ones as many as the partition can spare. */
  private void retire(List<Worker> candidates) {
    List<Worker> ready = candidates.stream().filter(Worker::ready).toList();
    candidates.stream().filter(worker -> !worker.ready()).forEach(removals::remove);
    int spare = Math.toIntExact(Math.clamp(spare(), 0, ready.size()));
    if (spare > 0) {
      new Victims(scene, draft).order(ready, spare).forEach(removals::remove);
    }
  }

  private long spare() {
    int unavailable = Share.of(scene.settings().update(), scene.desired()).unavailable();
    long removed = scene.workers().filter(w -> w.ready() && draft.removes(w)).count();
    return scene.ready() - removed - Math.max(0, scene.desired() - unavailable);
  }

  private List<Worker> outgoing() {
    return scene.slots().stream()
        .flatMap(slot -> slot.outgoing().stream())
        .filter(worker -> !draft.removes(worker))
        .toList();
  }

  /** Returns the slots that no up-to-date worker fills. */
  private List<Slot> outdated() {
    return scene.slots().stream()
        .filter(slot -> slot.keeper().filter(w -> !slot.upToDate(w)).isPresent())
        .filter(slot -> slot.keeper().filter(draft::removes).isEmpty())
        .toList();
  }

  private Stream<Worker> keepers() {
    return outdated().stream().flatMap(slot -> slot.keeper().stream());
  }
}
