package dev.lido.operator.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Kubernetes does with pods: the scheduler, kubelets, and the controllers for nodes and GC. */
final class Cluster {

  static final int NODES = 3;

  private static final Duration TOLERATION = Duration.ofSeconds(30);

  private final ApiServer server;
  private final VirtualClock clock;
  private final Map<Integer, Instant> lost = new HashMap<>();

  /** There is room on the nodes. */
  boolean room = true;

  /** The registry of images answers. */
  boolean images = true;

  Cluster(ApiServer server, VirtualClock clock) {
    this.server = server;
    this.clock = clock;
  }

  /** Takes a pod one step further in its life; returns false if there is nothing to do for it. */
  boolean progress(Pod pod) {
    Machine machine = server.machine(pod);
    if (orphaned(pod) && !Pods.deleting(pod)) {
      server.deletePod(pod);
      return true;
    }
    if (machine.node != Machine.NOWHERE && lost.containsKey(machine.node)) {
      return evict(pod, machine);
    }
    if (Pods.ended(pod)) {
      return Pods.deleting(pod) && remove(pod);
    }
    return Pods.deleting(pod) ? terminate(pod, machine) : start(pod, machine);
  }

  /** Deletes what belongs to a pool that is gone; returns false if there is nothing. */
  boolean collect() {
    return collect(server.services) || collect(server.budgets);
  }

  private <T extends HasMetadata> boolean collect(Journal<T> owned) {
    Optional<String> orphan =
        owned.all().stream()
            .filter(this::orphaned)
            .map(object -> object.getMetadata().getName())
            .findFirst();
    orphan.ifPresent(owned::remove);
    return orphan.isPresent();
  }

  private boolean orphaned(HasMetadata object) {
    Optional<String> pool = server.pool().map(p -> p.getMetadata().getUid());
    return object.getMetadata().getOwnerReferences().stream()
        .map(OwnerReference::getUid)
        .noneMatch(uid -> pool.filter(uid::equals).isPresent());
  }

  private boolean start(Pod pod, Machine machine) {
    String name = pod.getMetadata().getName();
    if (machine.node == Machine.NOWHERE) {
      return schedule(pod, machine);
    }
    if (!Pods.running(pod)) {
      if (images) {
        server.changePod(name, p -> Pods.running(p, machine.address, false, clock.written()));
      } else if (pod.getStatus().getContainerStatuses().isEmpty()) {
        server.changePod(name, p -> Pods.pending(p, "", "ImagePullBackOff"));
      }
      return images || pod.getStatus().getContainerStatuses().isEmpty();
    }
    if (machine.willBeReady && !Pods.ready(pod)) {
      machine.listens = true;
      server.changePod(name, p -> Pods.running(p, machine.address, true, clock.written()));
      return true;
    }
    return false;
  }

  private boolean schedule(Pod pod, Machine machine) {
    Optional<Integer> node =
        Stream.iterate(0, n -> n < NODES, n -> n + 1)
            .filter(n -> !lost.containsKey(n))
            .skip(pod.getMetadata().getName().hashCode() & 1)
            .findFirst();
    if (room && node.isPresent()) {
      machine.node = node.get();
      server.changePod(pod.getMetadata().getName(), p -> Pods.pending(p, "", ""));
      return true;
    }
    boolean told = !pod.getStatus().getConditions().isEmpty();
    if (!told) {
      server.changePod(pod.getMetadata().getName(), p -> Pods.pending(p, "Unschedulable", ""));
    }
    return !told;
  }

  /** Stops a worker: it drains by itself, until it is empty or killed. */
  private boolean terminate(Pod pod, Machine machine) {
    machine.told = true;
    boolean killed = machine.killedAt.filter(at -> !clock.instant().isBefore(at)).isPresent();
    if (Pods.running(pod) && machine.children > 0 && !killed) {
      return false;
    }
    if (Pods.running(pod) && pod.getMetadata().getName().hashCode() % 2 == 0) {
      server.changePod(pod.getMetadata().getName(), p -> Ending.STOPPED.of(p, clock.written()));
      return true;
    }
    return remove(pod);
  }

  private boolean remove(Pod pod) {
    server.pods.remove(pod.getMetadata().getName());
    return true;
  }

  private boolean evict(Pod pod, Machine machine) {
    boolean late =
        Optional.ofNullable(lost.get(machine.node))
            .filter(since -> !clock.instant().isBefore(since.plus(TOLERATION)))
            .isPresent();
    if (!late || Pods.deleting(pod)) {
      return false;
    }
    disrupt(pod, "DeletionByTaintManager");
    return true;
  }

  /** Deletes a pod by the eviction API, for preemption, or for its node's loss. */
  void disrupt(Pod pod, String reason) {
    server.changePod(pod.getMetadata().getName(), p -> Pods.disrupted(p, reason, clock.written()));
    server.pods.get(pod.getMetadata().getName()).ifPresent(server::deletePod);
  }

  void lose(int node) {
    lost.putIfAbsent(node, clock.instant());
    onNode(node).filter(pod -> Pods.running(pod) && Pods.ready(pod)).forEach(pod -> unready(pod));
  }

  void unready(Pod pod) {
    server.changePod(
        pod.getMetadata().getName(),
        p -> Pods.running(p, server.machine(p).address, false, clock.written()));
  }

  void findAgain(int node) {
    lost.remove(node);
  }

  boolean cutOff(Pod pod) {
    return lost.containsKey(server.machine(pod).node);
  }

  private Stream<Pod> onNode(int node) {
    return server.pods.all().stream().filter(pod -> server.machine(pod).node == node);
  }

  /** Ends everything that is wrong. */
  void heal() {
    lost.clear();
    room = true;
    images = true;
    server.pods.all().stream()
        .map(server::machine)
        .forEach(
            machine -> {
              machine.reachable = true;
              machine.willBeReady = true;
            });
  }

  /** Returns when something happens by itself though nobody does anything. */
  Optional<Instant> nextDeadline() {
    return server.pods.all().stream()
        .flatMap(pod -> server.machine(pod).killedAt.stream())
        .filter(at -> at.isAfter(clock.instant()))
        .min(Instant::compareTo);
  }
}
