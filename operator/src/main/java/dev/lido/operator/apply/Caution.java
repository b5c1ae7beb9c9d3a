package dev.lido.operator.apply;

import dev.lido.operator.memory.Latest;
import dev.lido.operator.plan.Action;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which pools the API server refused workers: there a single one is created first, and the others
 * when it is. It is thread-safe, and may forget some of very many.
 */
final class Caution {

  private static final int MOST = 10_000;

  private final Set<String> pools =
      Collections.synchronizedSet(Collections.newSetFromMap(new Latest<>(MOST)));

  /** Returns what has to wait for the other actions to succeed. */
  List<Action> later(String pool, List<Action> actions) {
    return pools.contains(pool)
        ? actions.stream().filter(Caution::isCreation).skip(1).toList()
        : List.of();
  }

  /** Notes how actions ended. */
  void learn(String pool, List<Action> actions, List<Failure> failures) {
    if (creations(failures.stream().map(Failure::action))) {
      pools.add(pool);
    } else if (creations(actions.stream())) {
      pools.remove(pool);
    }
  }

  private static boolean creations(Stream<Action> actions) {
    return actions.anyMatch(Caution::isCreation);
  }

  private static boolean isCreation(Action action) {
    return action instanceof Action.CreateWorker;
  }
}
