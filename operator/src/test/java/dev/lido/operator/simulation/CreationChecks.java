package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.UpdateType;
import java.util.List;
import java.util.stream.Stream;

/** The rules for a worker that was just created. */
final class CreationChecks {

  private final Pass pass;
  private final List<Fact> truth;
  private final Fact worker;

  CreationChecks(Pass pass, List<Fact> truth, Fact worker) {
    this.pass = pass;
    this.truth = truth;
    this.worker = worker;
  }

  void check() {
    int desired = pass.desired(worker.partition());
    Rule.ONLY_WANTED.check(desired > 0, worker.name() + " is not wanted");
    boolean onDelete = pass.settings().update().type() == UpdateType.OnDelete;
    long counted = onDelete ? serving().map(Fact::slot).distinct().count() : serving().count();
    Rule.WITHIN_SURGE.check(
        counted <= desired + pass.surge(worker.partition()),
        serving().map(Fact::name).toList() + " serve, wanted: " + desired);
    checkNotDoubled();
    boolean recreate = pass.settings().update().type() == UpdateType.Recreate;
    Rule.RECREATE_STOPS_FIRST.check(
        !recreate || truth.stream().allMatch(w -> w.ended() || sameRevision(w)),
        worker.name() + " is created while older ones run");
  }

  void checkNotDoubled() {
    List<Fact> doubles = serving().filter(this::isDouble).toList();
    Rule.NOT_DOUBLED.check(doubles.isEmpty(), worker.name() + " beside " + doubles);
  }

  private boolean isDouble(Fact other) {
    return !other.uid().equals(worker.uid())
        && other.slot() == worker.slot()
        && sameRevision(other);
  }

  private boolean sameRevision(Fact other) {
    return other.revision().equals(worker.revision());
  }

  private Stream<Fact> serving() {
    return truth.stream().filter(w -> w.partition() == worker.partition() && w.serving());
  }
}
