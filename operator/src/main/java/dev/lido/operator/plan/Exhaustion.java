package dev.lido.operator.plan;

import dev.lido.operator.observe.History.Mark;
import dev.lido.operator.observe.LastExit;
import java.time.Instant;
import java.util.Optional;

/** Reports a partition that is over its restart intensity, until it was calm for a window. */
final class Exhaustion {

  private final Scene scene;
  private final Draft draft;

  Exhaustion(Scene scene, Draft draft) {
    this.scene = scene;
    this.draft = draft;
  }

  void report() {
    if (scene.restarts().stopped()) {
      draft.report(new Exhausted(scene.partition(), Optional.empty(), lastExit()));
      return;
    }
    scene
        .restarts()
        .last()
        .filter(mark -> mark.exceeded() && scene.desired() > 0)
        .filter(mark -> scene.now().isBefore(calm(mark)))
        .ifPresent(this::report);
  }

  private void report(Mark mark) {
    draft.wakeAt(calm(mark));
    draft.report(new Exhausted(scene.partition(), Optional.of(mark.until()), lastExit()));
  }

  private Instant calm(Mark mark) {
    return mark.until().plus(scene.settings().supervision().within());
  }

  private String lastExit() {
    return LastExit.of(scene.slots().stream().map(Slot::head).toList()).orElse("unknown");
  }
}
