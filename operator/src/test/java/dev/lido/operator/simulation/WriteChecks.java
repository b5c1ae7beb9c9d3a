package dev.lido.operator.simulation;

import dev.lido.operator.pod.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Checks every write of the operator by the rules, when the API server has just accepted it. */
final class WriteChecks {

  private final ApiServer server;
  private final VirtualClock clock;
  private final Intensity intensity;
  private final Supplier<Pass> pass;
  private final Set<String> removedByOperator = new HashSet<>();
  private final Set<String> succeeded = new HashSet<>();
  private boolean late;

  WriteChecks(ApiServer server, VirtualClock clock, Intensity intensity, Supplier<Pass> pass) {
    this.server = server;
    this.clock = clock;
    this.intensity = intensity;
    this.pass = pass;
  }

  /** Does something; if {@code late}, by a request that was sent before another operator led. */
  void lately(boolean late, Runnable act) {
    this.late = late;
    try {
      act.run();
    } finally {
      this.late = false;
    }
  }

  boolean late() {
    return late;
  }

  /** A worker was created. */
  void created(Pod pod) {
    if (late) {
      createdLate(pod);
      return;
    }
    succeeded.add(pod.getMetadata().getAnnotations().get(Marks.PREDECESSOR));
    Fact worker = fact(pod);
    new CreationChecks(pass.get(), truth(), worker).check();
    checkFresh(worker);
    if (pass.get().quiet()) {
      intensity.replaced(pod, pass.get().settings().supervision());
    } else {
      intensity.disturb(worker.partition());
    }
  }

  /** A request to create a worker arrived when nobody waited for it any more. */
  void createdLate(Pod pod) {
    succeeded.add(pod.getMetadata().getAnnotations().get(Marks.PREDECESSOR));
    Fact worker = fact(pod);
    intensity.forgiven(worker.partition());
    List<Fact> sameName =
        truth().stream().filter(w -> w.predecessor().equals(worker.predecessor())).toList();
    new CreationChecks(pass.get(), sameName, worker).checkNotDoubled();
  }

  /** A worker was marked: the first mark that it is drained begins its removal. */
  void annotated(Pod before, Map<String, String> annotations) {
    if (late) {
      forgive(fact(before));
      return;
    }
    if (annotations.containsKey(Marks.DRAINING) && !fact(before).marked()) {
      beginRemoval(fact(before));
    }
    if (annotations.containsKey(Marks.HELD) && pass.get().quiet()) {
      intensity.held(before, pass.get().settings().supervision());
    }
  }

  /** A worker is about to be deleted. */
  void deleting(Pod pod) {
    Fact worker = fact(pod);
    if (Pods.deleting(pod)) {
      return;
    }
    if (late) {
      forgive(worker);
    }
    if (worker.ended()) {
      if (!worker.marked() && !late && wasSeenEnded(worker)) {
        checkSuccessor(worker);
      }
      return;
    }
    intensity.disturb(worker.partition());
    if (Pods.running(pod)) {
      checkDrained(pod, worker);
    }
    if (!worker.marked() && !late) {
      beginRemoval(worker);
    }
  }

  /** The worker may be wanted now; it leaves as it should, and the leader sees that it does. */
  private void forgive(Fact worker) {
    intensity.forgiven(worker.partition());
    removedByOperator.add(worker.uid());
  }

  private void beginRemoval(Fact worker) {
    if (!worker.serving()) {
      return;
    }
    intensity.disturb(worker.partition());
    removedByOperator.add(worker.uid());
    new RemovalChecks(pass.get(), truth(), removedByOperator, worker).check();
    checkFresh(worker);
  }

  private void checkFresh(Fact worker) {
    long known = pass.get().view().pool().generation();
    boolean held =
        known >= pass.get().firstGeneration()
            && pass.get().firstGeneration() > 0
            && server
                .pool()
                .filter(p -> p.getMetadata().getUid().equals(pass.get().view().pool().uid()))
                .isPresent();
    Rule.FRESH.check(
        held || !pass.get().quiet(),
        worker.name() + " is made or removed by generation " + known + " of an older spec");
  }

  /** What ran when the operator looked was to be removed, and ended meanwhile. */
  private boolean wasSeenEnded(Fact worker) {
    return pass.get().before().stream().noneMatch(w -> w.uid().equals(worker.uid()) && !w.ended());
  }

  private void checkSuccessor(Fact worker) {
    long taken =
        both().stream()
            .filter(w -> w.partition() == worker.partition() && !w.uid().equals(worker.uid()))
            .map(Fact::slot)
            .distinct()
            .count();
    boolean filled = truth().stream().anyMatch(w -> w.serving() && w.sharesSlot(worker));
    boolean unneeded = filled || taken >= pass.get().desired(worker.partition());
    if (!succeeded.contains(worker.uid())) {
      intensity.disturb(worker.partition());
    }
    Rule.SUCCESSOR_FIRST.check(
        succeeded.contains(worker.uid()) || unneeded,
        worker.name() + " is deleted, its slot is left empty");
  }

  private void checkDrained(Pod pod, Fact worker) {
    Machine machine = server.machine(pod);
    boolean empty = machine.told && machine.children == 0;
    boolean over =
        DrainMark.of(pod)
            .map(since -> since.plus(pass.get().settings().drainTimeout()))
            .filter(deadline -> !clock.instant().isBefore(deadline))
            .isPresent();
    boolean drained = worker.marked() && (empty || over || !machine.listens);
    Rule.DRAINED_FIRST.check(
        drained || !machine.listens || pass.get().settings().drainTimeout().isZero(),
        worker.name() + " is deleted, " + machine.children + " children in it");
  }

  /** What was true when the pass began, and what is true now, of the same workers the latter. */
  private List<Fact> both() {
    List<Fact> both = new ArrayList<>(truth());
    pass.get().before().stream()
        .filter(b -> both.stream().noneMatch(f -> f.uid().equals(b.uid())))
        .toList()
        .forEach(both::add);
    return both;
  }

  private List<Fact> truth() {
    return Fact.all(server, pass.get().view().pool().uid());
  }

  private Fact fact(Pod pod) {
    return Fact.of(pod, server.machine(pod));
  }
}
