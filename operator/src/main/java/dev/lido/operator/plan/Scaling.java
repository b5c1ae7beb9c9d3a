package dev.lido.operator.plan;

import dev.lido.operator.observe.Worker;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings the filled slots of a partition to the declared number. */
final class Scaling {

  private final Scene scene;
  private final Draft draft;
  private final Creations creations;
  private final Removals removals;

  private final List<Slot> filled;
  private final List<Slot> held;
  private final List<Slot> open;

  Scaling(Scene scene, Draft draft, Creations creations, Removals removals) {
    this.scene = scene;
    this.draft = draft;
    this.creations = creations;
    this.removals = removals;
    this.filled = scene.slots().stream().filter(slot -> slot.keeper().isPresent()).toList();
    List<Slot> empty = scene.slots().stream().filter(slot -> slot.keeper().isEmpty()).toList();
    this.held = empty.stream().filter(slot -> scene.heldUntil(slot).isPresent()).toList();
    this.open = empty.stream().filter(slot -> scene.heldUntil(slot).isEmpty()).toList();
  }

  void plan() {
    int missing = scene.desired() - filled.size() - held.size();
    if (missing < 0) {
      shrink(-missing);
    } else if (!scene.restarts().stopped()) {
      fill(missing);
    }
    held.forEach(this::keepHeld);
  }

  /** Gives up slots: first those that wait for their replacement, then those that serve least. */
  private void shrink(int excess) {
    held.stream().limit(excess).map(Slot::head).forEach(removals::giveUp);
    open.forEach(this::clear);
    int victims = excess - held.size();
    if (victims > 0) {
      new Victims(scene, draft)
          .choose(filled, victims)
          .forEach(slot -> serving(slot).forEach(removals::remove));
    }
  }

  private void fill(int missing) {
    List<Slot> inOrder = open.stream().sorted(Comparator.comparingInt(Scaling::urgency)).toList();
    inOrder.stream().limit(missing).filter(slot -> creations.hasRoom()).forEach(creations::succeed);
    inOrder.stream().skip(missing).forEach(this::clear);
    unused()
        .limit(Math.max(0, missing - open.size()))
        .filter(slot -> creations.hasRoom())
        .forEach(creations::begin);
  }

  /** A slot whose worker ended comes before one whose worker is still on its way out. */
  private static int urgency(Slot slot) {
    return slot.head().ended() ? 0 : slot.head().deleting() ? 1 : 2;
  }

  private Stream<Integer> unused() {
    Set<Integer> used = scene.slots().stream().map(Slot::index).collect(Collectors.toSet());
    return Stream.iterate(0, index -> index + 1).filter(index -> !used.contains(index));
  }

  /** Deletes what ended in a slot that is not filled again. */
  private void clear(Slot slot) {
    if (slot.head().ended()) {
      removals.giveUp(slot.head());
    }
  }

  private void keepHeld(Slot slot) {
    if (draft.removes(slot.head())) {
      return;
    }
    long generation = scene.view().pool().generation();
    Optional<Long> recorded = slot.head().heldGeneration();
    if (scene.restarts().stopped()) {
      if (recorded.filter(g -> g == generation).isEmpty()) {
        draft.add(new Action.HoldReplacement(slot.head().id(), slot.head().version(), generation));
        if (!scene.view().live()) {
          // Recorded with an old generation, it would be released by the one that is there already.
          draft.ask(Question.LIVE_WORKERS);
        }
      }
    } else {
      scene.heldUntil(slot).filter(until -> until.isBefore(Instant.MAX)).ifPresent(draft::wakeAt);
    }
  }

  private static Stream<Worker> serving(Slot slot) {
    return slot.workers().stream().filter(Worker::serving);
  }
}
