package dev.lido.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.Worker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of a pool: workers crash, vanish and get lost, caches are old, the operator is
 * killed in the middle of its work, the spec changes.
 */
class SimulationTest {

  private static final int STEPS = 40;
  private static final int HISTORIES = 50;

  private static final List<String> SPECS =
      List.of(
          "{partitions: 2, replicas: 4, drain: {timeout: 5s}}",
          "{partitions: 2, replicas: 7, drain: {timeout: 5s}}",
          "{partitions: 1, replicas: 3, drain: {timeout: 5s}, update: {type: Recreate}}",
          "{partitions: 3, replicas: 3, update: {maxSurge: 0, maxUnavailable: 1}}",
          "{replicas: 0}");

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldComeToRestWhateverHappened(long seed) {
    for (int history = 0; history < HISTORIES; history++) {
      Run run = new Run(new Random(seed * HISTORIES + history), true);
      run.play();
      run.calmDown();

      assertThat(run.world.ready()).hasSize(run.world.view().settings().replicas());
      assertThat(run.world.updated()).hasSameSizeAs(run.world.ready());
      assertThat(run.world.workers()).hasSameSizeAs(run.world.ready());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldNeverDoubleNorRemoveAHealthyWorkerWhileTheSpecStands(long seed) {
    for (int history = 0; history < HISTORIES; history++) {
      Run run = new Run(new Random(seed * HISTORIES + history), false);
      run.play();

      assertThat(run.removedHealthy).isEmpty();
    }
  }

  /** One history. */
  private static final class Run {

    private final Random random;
    private final boolean specChanges;
    private final World world = new World(SPECS.getFirst());
    private final List<PoolView> past = new ArrayList<>();
    private final Set<String> removedHealthy = new HashSet<>();

    Run(Random random, boolean specChanges) {
      this.random = random;
      this.specChanges = specChanges;
    }

    void play() {
      for (int step = 0; step < STEPS; step++) {
        past.add(world.view());
        happen();
        reconcile(past.get(Math.max(0, past.size() - 1 - random.nextInt(4))));
        if (!specChanges) {
          assertThat(world.serving()).hasSizeLessThanOrEqualTo(4);
        }
      }
    }

    /** The operator sees an old cache, and may be killed before it has done everything. */
    private void reconcile(PoolView seen) {
      Plan plan = Planner.plan(cached(seen), world.now);
      if (!plan.questions().isEmpty()) {
        plan = world.plan();
      }
      for (Action action : plan.actions()) {
        if (random.nextInt(10) > 0) {
          noteRemoval(action);
          world.apply(action);
        }
      }
    }

    private void noteRemoval(Action action) {
      if (action instanceof Action.DeleteWorker delete) {
        world.workers().stream()
            .filter(w -> w.alive() && w.id().uid().equals(delete.worker().uid()))
            .forEach(w -> removedHealthy.add(w.id().name()));
      }
      if (action instanceof Action.DrainWorker drain) {
        removedHealthy.add(drain.worker().name());
      }
    }

    private static PoolView cached(PoolView view) {
      return new PoolView(
          view.pool(),
          view.settings(),
          view.revision(),
          view.workers(),
          view.service(),
          false,
          Optional.empty(),
          Map.of());
    }

    private void happen() {
      world.pass(Duration.ofMillis(random.nextInt(20_000)));
      for (Worker worker : world.workers()) {
        switch (random.nextInt(14)) {
          case 0 -> world.exit(worker);
          case 1 -> world.end(worker, Cause.DISRUPTED);
          case 2 -> world.vanish(worker);
          case 3 -> world.end(worker, Cause.REFUSED);
          case 4 -> world.left(worker, 0);
          default -> start(worker);
        }
      }
      if (specChanges && random.nextInt(8) == 0) {
        world.declare(SPECS.get(random.nextInt(SPECS.size())));
      }
      if (specChanges && random.nextInt(8) == 0) {
        world.changeTemplate("r" + random.nextInt(3));
      }
    }

    private void start(Worker worker) {
      if (worker.state() instanceof State.Waiting && random.nextInt(3) > 0) {
        world.makeReady(worker);
      }
    }

    /** Nothing bad happens any more. */
    void calmDown() {
      for (int i = 0; i < 60 && !isAtRest(); i++) {
        world.pass(Duration.ofMinutes(6));
        world.run();
        world.workers().stream().filter(Worker::draining).forEach(w -> world.left(w, 0));
      }
    }

    private boolean isAtRest() {
      Plan plan = world.plan();
      return plan.actions().isEmpty()
          && plan.wakeUp().isEmpty()
          && world.workers().stream().allMatch(Worker::ready);
    }
  }
}
