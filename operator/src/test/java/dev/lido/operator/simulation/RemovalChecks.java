package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.UpdateType;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules for a serving worker whose removal has just begun. */
final class RemovalChecks {

  private final Pass pass;
  private final List<Fact> truth;
  private final Set<String> removed;
  private final Fact worker;

  RemovalChecks(Pass pass, List<Fact> truth, Set<String> removed, Fact worker) {
    this.pass = pass;
    this.truth = truth;
    this.removed = removed;
    this.worker = worker;
  }

  void check() {
    int desired = pass.desired(worker.partition());
    boolean outdated = isOutdated(worker);
    long serve = left(Fact::serving, w -> !removed.contains(w.uid()) || isOutdated(w));
    Rule.HEALTHY_KEPT.check(
        outdated || serve >= desired || isDouble(),
        worker.name() + " is removed, " + serve + " are left of " + desired);
    boolean recreate = pass.settings().update().type() == UpdateType.Recreate;
    int least = recreate && outdated ? 0 : desired - pass.unavailable(worker.partition());
    long ready = left(Fact::ready, w -> !removed.contains(w.uid()));
    Rule.WITHIN_UNAVAILABLE.check(
        !worker.ready() || ready >= least,
        worker.name() + " is removed, " + ready + " ready ones are left, not " + least);
    if (pass.quiet() && isAllUpToDate()) {
      stayers().forEach(this::checkOrder);
    } else if (pass.quiet() && !outdated && worker.ready() && !isDouble()) {
      stayers().filter(this::isAnOutdatedSlots).forEach(this::checkOutdatedFirst);
    }
  }

  private boolean isAnOutdatedSlots(Fact other) {
    return isOutdated(other)
        && other.ready()
        && truth.stream().noneMatch(w -> w.ready() && w.sharesSlot(other) && !isOutdated(w));
  }

  private void checkOutdatedFirst(Fact other) {
    boolean known = other.reachable() && worker.reachable();
    Rule.LEAST_BUSY_FIRST.check(
        !known || other.children() > worker.children(),
        worker.name() + " is removed rather than the outdated " + other.name());
  }

  /** A late request doubled it: one of the two has to go. */
  private boolean isDouble() {
    return truth.stream()
        .filter(w -> w.serving() && w.sharesSlot(worker) && !w.uid().equals(worker.uid()))
        .anyMatch(w -> !isOutdated(w));
  }

  private boolean isAllUpToDate() {
    return pass.before().stream()
        .filter(w -> w.partition() == worker.partition() && w.serving())
        .noneMatch(this::isOutdated);
  }

  private void checkOrder(Fact other) {
    boolean known = other.reachable() && worker.reachable();
    boolean better =
        (worker.ready() && !other.ready())
            || (worker.ready() && other.ready() && known && other.children() < worker.children());
    Rule.LEAST_BUSY_FIRST.check(!better, worker.name() + " is removed rather than " + other.name());
  }

  /** Counts those that the operator leaves, also if they went by themselves during the pass. */
  private long left(Predicate<Fact> what, Predicate<Fact> stays) {
    return Stream.concat(truth.stream(), pass.before().stream())
        .filter(w -> w.partition() == worker.partition())
        .filter(what.and(stays))
        .map(Fact::uid)
        .distinct()
        .count();
  }

  private Stream<Fact> stayers() {
    return truth.stream()
        .filter(w -> w.partition() == worker.partition() && w.serving())
        .filter(w -> !removed.contains(w.uid()) && !pass.removed().contains(w.uid()));
  }

  private boolean isOutdated(Fact other) {
    return !other.revision().equals(pass.view().revision());
  }
}
