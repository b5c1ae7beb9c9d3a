package dev.lido.operator.event;

import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Action;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a pass: pure functions of what was seen, done and told. */
public final class Transitions {

  private Transitions() {}

  /** Returns what follows from the actions that were done, and changed something. */
  public static List<Transition> ofActions(PoolView view, List<Action> done, Instant now) {
    return new Deeds(view, done, now).transitions().toList();
  }

  /** Returns what follows from the difference of the status before, and the one written now. */
  public static List<Transition> ofStatus(
      PoolView view, @Nullable PoolStatus before, PoolStatus after) {
    return new StatusChange(view, before, after).transitions().toList();
  }

  /** Returns what follows from a status that says that the spec cannot be read. */
  public static List<Transition> ofInvalidSpec(@Nullable PoolStatus before, PoolStatus after) {
    return new StatusChange(before, after).transitions().toList();
  }
}
