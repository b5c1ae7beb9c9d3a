package dev.lido.operator.plan;

import dev.lido.crds.v1alpha1.OnExhausted;
import dev.lido.crds.v1alpha1.PoolSettings.Supervision;
import dev.lido.operator.observe.End;
import dev.lido.operator.observe.History.Mark;
import dev.lido.operator.observe.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The restart intensity of one partition: judges the ends of workers in the order of time.
 *
 * <p>The first end over the intensity holds its replacement for {@link #FIRST_DELAY}. Ends during a
 * hold join it, and are replaced together with it. An end within the window after a hold is over
 * doubles the delay; a window without an end forgets it.
 */
final class Restarts {

  static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /** Pods tell times in seconds. Of ends in the same one, those within the intensity came first. */
  private static final Comparator<Mark> IN_ORDER =
      Comparator.comparing(Mark::at).thenComparing(Mark::exceeded);

  private final Supervision supervision;
  private final Map<String, Mark> judged = new HashMap<>();
  private final List<Mark> marks = new ArrayList<>();
  private Optional<Mark> last = Optional.empty();

  private Restarts(Supervision supervision) {
    this.supervision = supervision;
  }

  /** Judges the ends among the heads of a partition's slots, in the light of what they carry. */
  static Restarts of(List<Worker> heads, Supervision supervision, Scope scope) {
    Deque<Mark> known =
        heads.stream()
            .flatMap(head -> head.history().recent().stream())
            .sorted(IN_ORDER)
            .collect(Collectors.toCollection(ArrayDeque::new));
    Restarts restarts = new Restarts(supervision);
    for (Worker head : ownEnds(heads)) {
      restarts.rememberUntil(head.end().orElseThrow().at(), known);
      restarts.judge(head, scope);
    }
    restarts.rememberUntil(Instant.MAX, known);
    return restarts;
  }

  private static List<Worker> ownEnds(List<Worker> heads) {
    return heads.stream()
        .filter(head -> head.end().filter(end -> end.cause() == End.Cause.OWN).isPresent())
        .sorted(
            Comparator.comparing((Worker head) -> head.end().orElseThrow().at())
                .thenComparing(head -> head.id().name()))
        .toList();
  }

  /** What came later than an end does not count for it, though it may be known before. */
  private void rememberUntil(Instant time, Deque<Mark> known) {
    while (!known.isEmpty() && !known.getFirst().at().isAfter(time)) {
      remember(known.removeFirst());
    }
  }

  /**
   * What makes an end a matter of the past.
   *
   * @param revision the revision that workers should have: ends of others are forgiven
   * @param generation the pool's generation: ends that were held at an earlier one are forgiven
   */
  record Scope(String revision, long generation) {

    boolean forgives(Worker worker, Supervision supervision) {
      return !revision.equals(worker.revision())
          || (supervision.onExhausted() == OnExhausted.Stop
              && worker.heldGeneration().filter(held -> held < generation).isPresent());
    }

    boolean holds(Worker worker) {
      return worker.heldGeneration().filter(held -> held == generation).isPresent();
    }
  }

  /** Returns what was decided of this worker's end; empty if it does not count. */
  Optional<Mark> of(Worker worker) {
    return Optional.ofNullable(judged.get(worker.id().uid()));
  }

  /** Returns the latest end, and what was decided of it. */
  Optional<Mark> last() {
    return last;
  }

  private void judge(Worker worker, Scope scope) {
    Instant at = worker.end().orElseThrow().at();
    Mark mark = scope.forgives(worker, supervision) ? forgiven(at) : decide(worker, scope, at);
    judged.put(worker.id().uid(), mark);
    remember(mark);
  }

  private void remember(Mark mark) {
    if (mark.level() == Mark.FORGIVEN) {
      marks.clear();
      last = Optional.empty();
    } else {
      marks.add(mark);
      last = Optional.of(mark);
    }
  }

  private Mark decide(Worker worker, Scope scope, Instant at) {
    Optional<Mark> exceeded = last.filter(Mark::exceeded).filter(hold -> !isCalm(hold, at));
    if (exceeded.isEmpty()) {
      boolean over = inWindow(at) + 1 > supervision.maxRestarts() || scope.holds(worker);
      return over ? held(at, 1) : new Mark(at, 0, at);
    }
    Mark hold = exceeded.get();
    if (stopped() || at.isBefore(hold.until())) {
      return new Mark(at, hold.level(), hold.until());
    }
    return held(at, hold.level() + 1);
  }

  /** Tells whether a window without an end passed since a hold was over, which is forgotten then. */
  private boolean isCalm(Mark hold, Instant at) {
    return !stopped() && !at.isBefore(hold.until().plus(supervision.within()));
  }

  /** Tells whether replacements are stopped until the spec changes. */
  boolean stopped() {
    return supervision.onExhausted() == OnExhausted.Stop
        && judged.values().stream().anyMatch(Mark::exceeded);
  }

  private long inWindow(Instant at) {
    Instant since = at.minus(supervision.within());
    return marks.stream().filter(m -> m.at().isAfter(since)).count();
  }

  private static Mark forgiven(Instant at) {
    return new Mark(at, Mark.FORGIVEN, at);
  }

  private static Mark held(Instant at, int level) {
    int doublings = Math.min(level - 1, 10);
    Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
    return new Mark(at, level, at.plus(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY));
  }
}
