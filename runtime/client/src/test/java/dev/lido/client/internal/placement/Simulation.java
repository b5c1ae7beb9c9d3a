package dev.lido.client.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One random history of a placer, its workers and its calls. */
final class Simulation {

  private static final int LIMIT = 12;

  private final long seed;
  private final SplittableRandom random;
  private final Placer placer;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final List<SimulatedWork> all = new ArrayList<>();
  private int partitions;
  private int names;

  Simulation(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.placer = new Placer(random.split());
    this.partitions = 1 + random.nextInt(3);
    placer.configure(partitions, LIMIT);
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      check();
    }
    finish();
  }

  private void step() {
    switch (random.nextInt(14)) {
      case 0 -> join();
      case 1 -> leave(random.nextBoolean());
      case 2 -> any().ifPresent(SimulatedWorker::drain);
      case 3, 4 -> any().ifPresent(worker -> worker.changeOthers(random.nextBoolean() ? 1 : -1));
      case 5 -> giveUp();
      case 6, 7 -> submit();
      case 8, 9 -> any().ifPresent(this::endOne);
      case 10, 11 -> any().ifPresent(this::deliverToWorker);
      case 12 -> maybeRepartition();
      default -> any().ifPresent(this::deliverToCaller);
    }
  }

  private java.util.Optional<SimulatedWorker> any() {
    return workers.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(workers.get(random.nextInt(workers.size())));
  }

  private void join() {
    if (workers.size() < 5) {
      SimulatedWorker worker =
          new SimulatedWorker(
              "w" + names++,
              random.nextInt(partitions),
              1 + random.nextInt(3),
              random.nextInt(8) == 0,
              this::checkOrder);
      workers.add(worker);
      placer.joined(worker.slots, 0, false);
    }
  }

  private void leave(boolean answered) {
    any()
        .ifPresent(
            worker -> {
              if (answered) {
                worker.draining = true;
                deliverAll(worker);
                List.copyOf(worker.children.keySet()).forEach(worker::end);
                deliverAll(worker);
              }
              workers.remove(worker);
              placer.left(worker.slots, answered, "simulated");
            });
  }

  private void submit() {
    PartitionKey key = random.nextInt(3) == 0 ? null : PartitionKey.of(random.nextInt(6));
    SimulatedWork work = new SimulatedWork(all.size(), key, random.nextInt(4) == 0 ? 1 : 0);
    work.patient(random.nextInt(5) > 0);
    all.add(work);
    placer.submit(work);
  }

  private void giveUp() {
    if (!all.isEmpty()) {
      placer.giveUp(all.get(random.nextInt(all.size())), true);
    }
  }

  private void endOne(SimulatedWorker worker) {
    worker.children.keySet().stream().findFirst().ifPresent(worker::end);
  }

  private void deliverToWorker(SimulatedWorker worker) {
    Runnable next = worker.toWorker.poll();
    if (next != null) {
      next.run();
    }
  }

  private void deliverToCaller(SimulatedWorker worker) {
    Consumer<Placer> next = worker.toCaller.poll();
    if (next != null) {
      next.accept(placer);
    }
  }

  private void deliverAll(SimulatedWorker worker) {
    while (!worker.toWorker.isEmpty() || !worker.toCaller.isEmpty()) {
      deliverToWorker(worker);
      deliverToCaller(worker);
    }
  }

  private void maybeRepartition() {
    if (random.nextInt(10) == 0) {
      partitions = 1 + random.nextInt(3);
      placer.configure(partitions, LIMIT);
    }
  }

  private void check() {
    List<Work> waiting = placer.waiting();
    assertThat(waiting)
        .as("the line is in order, seed %s", seed)
        .isSortedAccordingTo(Comparator.comparingInt(work -> ((SimulatedWork) work).number));
    assertThat(waiting).allMatch(work -> work.state() == Work.State.WAITING);
    assertThat(waiting.stream().filter(work -> ((SimulatedWork) work).timesPlaced == 0))
        .as("no more is let in than may wait, seed %s", seed)
        .hasSizeLessThanOrEqualTo(LIMIT);
    for (SimulatedWorker worker : workers) {
      checkWorker(worker, waiting);
    }
    for (SimulatedWork work : all) {
      checkWork(work);
    }
  }

  private void checkWorker(SimulatedWorker worker, List<Work> waiting) {
    assertThat(worker.taken()).as("slots, seed %s", seed).isLessThanOrEqualTo(worker.capacity);
    assertThat(worker.slots.granted()).as("no grant is kept, seed %s", seed).isZero();
    boolean wanted =
        !worker.slots.isDraining() && waiting.stream().anyMatch(work -> mayGet(worker, work));
    assertThat(worker.slots.isWaiting()).as("registered, seed %s", seed).isEqualTo(wanted);
    if (wanted) {
      assertThat(worker.slots.hasRoom()).as("known room, seed %s", seed).isFalse();
    }
  }

  /** A slot goes to the work that has waited longest, of that which may have it. */
  private void checkOrder(SimulatedWorker worker) {
    assertThat(placer.waiting())
        .as("work %s overtakes none, seed %s", worker.placing, seed)
        .noneMatch(work -> mayGet(worker, work) && ((SimulatedWork) work).number < worker.placing);
  }

  private static boolean mayGet(SimulatedWorker worker, Work work) {
    boolean inScope = work.partition() == Work.ANY || work.partition() == worker.slots.partition();
    return inScope && !work.hasTried(worker.slots);
  }

  private void checkWork(SimulatedWork work) {
    assertThat(work.starts).as("starts of %s, seed %s", work, seed).isLessThanOrEqualTo(2);
    if (work.rejection != null) {
      assertThat(work.starts).as("%s was rejected, seed %s", work, seed).isZero();
    }
  }

  /** With everything delivered and one willing worker per partition, nothing waits for ever. */
  private void finish() {
    for (int partition = 0; partition < partitions; partition++) {
      SimulatedWorker worker =
          new SimulatedWorker("last" + partition, partition, 1, false, this::checkOrder);
      workers.add(worker);
      placer.joined(worker.slots, 0, false);
    }
    for (int i = 0; i < 200; i++) {
      workers.forEach(this::deliverAll);
      workers.forEach(worker -> List.copyOf(worker.children.keySet()).forEach(worker::end));
    }
    check();
    assertThat(placer.waiting()).as("nothing waits for ever, seed %s", seed).isEmpty();
    assertThat(all).as("everything is over, seed %s", seed).allMatch(SimulatedWork::isOver);
    for (SimulatedWorker worker : workers) {
      assertThat(worker.granted).as("no slot is lost, seed %s", seed).isZero();
      assertThat(worker.slots.inFlight()).as("nothing is in flight, seed %s", seed).isZero();
    }
    checkEndings();
  }

  private void checkEndings() {
    for (SimulatedWork work : all) {
      if (work.lost) {
        assertThat(work.timesPlaced).as("%s was lost, seed %s", work, seed).isPositive();
        assertThat(work.lostUnsent).as("%s was never sent, seed %s", work, seed).isFalse();
      }
    }
  }
}
