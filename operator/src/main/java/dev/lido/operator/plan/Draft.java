package dev.lido.operator.plan;

import dev.lido.operator.observe.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A plan in the making. */
final class Draft {

  private final List<Action> actions = new ArrayList<>();
  private final Set<Question> questions = EnumSet.noneOf(Question.class);
  private final List<Exhausted> exhausted = new ArrayList<>();
  private final Set<String> removed = new HashSet<>();
  private Optional<Instant> wakeUp = Optional.empty();

  void add(Action action) {
    actions.add(action);
  }

  /** Adds the removal of a worker, which counts as gone from now on. */
  void addRemoval(Worker worker, Action action) {
    countAsRemoved(worker);
    actions.add(action);
  }

  /** Of a worker that goes without an action. */
  void countAsRemoved(Worker worker) {
    removed.add(worker.id().uid());
  }

  boolean removes(Worker worker) {
    return removed.contains(worker.id().uid());
  }

  void ask(Question question) {
    questions.add(question);
  }

  void report(Exhausted partition) {
    exhausted.add(partition);
  }

  void wakeAt(Instant time) {
    wakeUp = Optional.of(wakeUp.filter(time::isAfter).orElse(time));
  }

  Plan plan() {
    return new Plan(actions, wakeUp, questions, exhausted);
  }
}
