package dev.lido.operator.simulation;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Lets steps happen. */
final class Steps {

  private static final List<Ending> OWN =
      List.of(Ending.EXIT, Ending.DONE, Ending.OUT_OF_MEMORY, Ending.NOT_ALIVE);
  private static final List<StepKind> MEANWHILE =
      List.of(
          StepKind.KUBELET,
          StepKind.KUBELETS,
          StepKind.KUBELETS,
          StepKind.KUBELETS,
          StepKind.EXIT,
          StepKind.BUSY,
          StepKind.DELETED,
          StepKind.UNREADY,
          StepKind.SCALE,
          StepKind.TEMPLATE);

  private static final List<StepKind> OVERLAPPING =
      List.of(
          StepKind.PASS,
          StepKind.PASS,
          StepKind.SYNC,
          StepKind.SYNC,
          StepKind.KUBELETS,
          StepKind.KUBELETS,
          StepKind.LONG_TIME,
          StepKind.EXIT,
          StepKind.BUSY,
          StepKind.IDLE,
          StepKind.DELETED,
          StepKind.SCALE,
          StepKind.TEMPLATE,
          StepKind.SUSPEND);

  private final World world;
  private final Declarations declarations;

  Steps(World world) {
    this.world = world;
    this.declarations = new Declarations(world);
  }

  void perform(Step step) {
    SplittableRandom random = new SplittableRandom(step.dice());
    switch (step.kind()) {
      case PASS -> world.pass(Faults.none(step.dice()));
      case PASS_WITH_FAULTS -> world.pass(Faults.some(step.dice(), 0.2, () -> {}));
      case PASS_WITH_EVENTS -> world.pass(Faults.some(step.dice(), 0.02, () -> meanwhile(random)));
      case PASS_OF_OLD_LEADER ->
          world.pass(
              Faults.stopping(
                  step.dice(), () -> world.overlap(random, () -> underAnother(random))));
      case EVENTS -> {
        if (world.operator().caches().deliver(random)) {
          world.operator().trigger();
        }
      }
      case SYNC -> {
        world.operator().caches().deliverAll();
        world.operator().trigger();
      }
      case RELIST -> {
        world.operator().caches().relist(random);
        world.operator().trigger();
        world.trace.say(() -> "relisted, " + world.operator().caches());
      }
      case OPERATOR_REPLACED -> world.replaceOperator(random);
      case SHORT_TIME -> world.clock.advance(Duration.ofMillis(random.nextInt(10, 900)));
      case LONG_TIME -> world.clock.advance(Duration.ofMillis(random.nextInt(1_000, 20_000)));
      case VERY_LONG_TIME -> world.clock.advance(Duration.ofSeconds(random.nextInt(30, 400)));
      case KUBELETS -> world.pods().forEach(world.cluster::progress);
      default -> happen(step.kind(), random);
    }
  }

  private void meanwhile(SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      world.disturb();
      Step step = new Step(MEANWHILE.get(random.nextInt(MEANWHILE.size())), random.nextLong());
      world.trace.say(() -> "    meanwhile:");
      perform(step);
    }
  }

  private void underAnother(SplittableRandom random) {
    for (int steps = random.nextInt(1, 12); steps > 0; steps--) {
      perform(new Step(OVERLAPPING.get(random.nextInt(OVERLAPPING.size())), random.nextLong()));
    }
  }

  private void happen(StepKind kind, SplittableRandom random) {
    switch (kind) {
      case KUBELET -> any(kind, random, pod -> true, world.cluster::progress);
      case EXIT -> any(kind, random, this::isUp, pod -> exit(pod, OWN.get(random.nextInt(4))));
      case EVICTED -> any(kind, random, this::isUp, pod -> endOtherwise(pod, Ending.EVICTED));
      case REFUSED -> any(kind, random, this::isWaiting, pod -> endOtherwise(pod, Ending.REFUSED));
      case PREEMPTED ->
          any(kind, random, pod -> !Pods.ended(pod), pod -> disturb(pod, this::preempt));
      case DELETED -> any(kind, random, pod -> true, pod -> disturb(pod, world.server::deletePod));
      case FORCE_DELETED -> any(kind, random, pod -> true, pod -> disturb(pod, this::remove));
      case UNREADY -> any(kind, random, p -> isUp(p) && Pods.ready(p), world.cluster::unready);
      case NEVER_READY ->
          any(kind, random, p -> true, pod -> world.server.machine(pod).willBeReady = false);
      case UNREACHABLE ->
          any(kind, random, p -> true, pod -> world.server.machine(pod).reachable = false);
      case BUSY -> any(kind, random, this::takesChildren, pod -> busy(pod, random));
      case IDLE -> any(kind, random, p -> true, pod -> world.server.machine(pod).children = 0);
      case NODE_LOST -> {
        world.intensity.disturbAll();
        world.trace.say(() -> "a node is lost");
        world.cluster.lose(random.nextInt(Cluster.NODES));
      }
      case NODE_BACK -> world.cluster.findAgain(random.nextInt(Cluster.NODES));
      case NO_ROOM -> world.cluster.room = !world.cluster.room;
      case NO_IMAGE -> world.cluster.images = !world.cluster.images;
      default -> declarations.declare(kind, random);
    }
  }

  private void any(
      StepKind kind, SplittableRandom random, Predicate<Pod> which, Consumer<Pod> what) {
    List<Pod> pods = world.pods().stream().filter(which).toList();
    Optional<Pod> pod =
        pods.isEmpty() ? Optional.empty() : Optional.of(pods.get(random.nextInt(pods.size())));
    pod.ifPresent(
        p -> {
          world.trace.say(() -> kind + " " + p.getMetadata().getName());
          what.accept(p);
        });
  }

  private boolean isUp(Pod pod) {
    return Pods.running(pod) && !world.cluster.cutOff(pod);
  }

  private boolean isWaiting(Pod pod) {
    return !Pods.ended(pod) && !Pods.running(pod) && world.server.machine(pod).node >= 0;
  }

  private boolean takesChildren(Pod pod) {
    return Pods.running(pod)
        && world.server.machine(pod).listens
        && !world.server.machine(pod).told;
  }

  private void busy(Pod pod, SplittableRandom random) {
    world.server.machine(pod).children = random.nextInt(1, 6);
  }

  private void exit(Pod pod, Ending ending) {
    Fact worker = Fact.of(pod, world.server.machine(pod));
    if (!worker.revision().equals(world.revision())) {
      world.intensity.forgiven(worker.partition());
    } else if (worker.serving()) {
      world.intensity.ended(pod);
    }
    end(pod, ending);
  }

  private void endOtherwise(Pod pod, Ending ending) {
    disturb(pod, p -> end(p, ending));
  }

  private void end(Pod pod, Ending ending) {
    world.server.machine(pod).children = 0;
    world.server.changePod(pod.getMetadata().getName(), p -> ending.of(p, world.clock.written()));
  }

  private void preempt(Pod pod) {
    world.cluster.disrupt(pod, "PreemptionByScheduler");
  }

  private void remove(Pod pod) {
    world.server.pods.remove(pod.getMetadata().getName());
  }

  private void disturb(Pod pod, Consumer<Pod> what) {
    world.intensity.disturb(Fact.of(pod, world.server.machine(pod)).partition());
    what.accept(pod);
  }
}
