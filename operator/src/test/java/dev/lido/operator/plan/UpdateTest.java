package dev.lido.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.Worker.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateTest {

  private static String rolling(int replicas, String surge, String unavailable) {
    return "{replicas: %d, update: {type: RollingUpdate, maxSurge: %s, maxUnavailable: %s}}"
        .formatted(replicas, surge, unavailable);
  }

  /** Updates to the end; workers become ready and empty one at a time. Checks the bounds. */
  private static void updateWithin(World world, int most, int leastReady) {
    for (int i = 0; i < 200; i++) {
      world.settle();
      assertThat(world.workers().stream().filter(Worker::alive)).hasSizeLessThanOrEqualTo(most);
      assertThat(world.ready()).hasSizeGreaterThanOrEqualTo(leastReady);
      if (!advance(world)) {
        return;
      }
    }
    throw new AssertionError("The update never ends: " + world.workers());
  }

  private static boolean advance(World world) {
    for (Worker worker : world.workers()) {
      if (worker.state() instanceof State.Waiting) {
        world.makeReady(worker);
        return true;
      }
      if (worker.draining()) {
        world.left(worker, 0);
        return true;
      }
    }
    return false;
  }

  @Test
  void shouldRollWithinSurgeAndUnavailable() {
    World world = new World(rolling(8, "25%", "25%"));
    world.run();

    world.changeTemplate("r2");
    updateWithin(world, 10, 6);

    assertThat(world.updated()).hasSize(8);
    assertThat(world.workers()).hasSize(8);
  }

  @Test
  void shouldRollWithoutSurge() {
    World world = new World(rolling(4, "0", "1"));
    world.run();

    world.changeTemplate("r2");
    updateWithin(world, 4, 3);

    assertThat(world.updated()).hasSize(4);
  }

  @Test
  void shouldRollWithoutMissingAny() {
    World world = new World(rolling(3, "1", "0"));
    world.run();

    world.changeTemplate("r2");
    updateWithin(world, 4, 3);

    assertThat(world.updated()).hasSize(3);
    assertThat(world.workers()).hasSize(3);
  }

  @Test
  void shouldRollASingleWorkerByStartingItsSuccessorFirst() {
    World world = new World("{replicas: 1}");
    world.run();

    world.changeTemplate("r2");
    updateWithin(world, 2, 1);

    assertThat(world.updated()).hasSize(1);
  }

  @Test
  void shouldKeepTheOldOnesWhileTheNewOnesDoNotBecomeReady() {
    World world = new World(rolling(4, "25%", "25%"));
    world.run();

    world.changeTemplate("bad");
    for (int i = 0; i < 10; i++) {
      world.settle();
      world.workers().stream().filter(Worker::draining).forEach(w -> world.left(w, 0));
    }

    assertThat(world.ready()).hasSize(3).noneMatch(w -> w.revision().equals("bad"));
    assertThat(world.updated()).hasSize(2);
  }

  @Test
  void shouldReplaceAFailedUpdateAtOnceByTheNext() {
    World world = new World(rolling(4, "25%", "25%"));
    world.run();
    world.changeTemplate("bad");
    world.settle();

    world.changeTemplate("good");
    updateWithin(world, 5, 3);

    assertThat(world.updated()).hasSize(4);
    assertThat(world.workers()).noneMatch(w -> w.revision().equals("bad"));
  }

  @Test
  void shouldGoBackWithoutRestartingThoseThatWereNotUpdated() {
    World world = new World(rolling(4, "25%", "0"));
    world.run();
    List<Worker> before = world.workers();
    world.changeTemplate("bad");
    world.settle();

    world.changeTemplate("r1");
    world.run();

    assertThat(world.workers()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void shouldStopAllBeforeItStartsAnyWhenRecreating() {
    World world =
        new World("{partitions: 2, replicas: 4, update: {type: Recreate}, drain: {timeout: 5s}}");
    world.run();

    world.changeTemplate("r2");
    world.settle();
    assertThat(world.serving()).isEmpty();
    world.left(world.workers().getFirst(), 0);
    world.settle();
    assertThat(world.workers()).hasSize(3);
    world.workers().forEach(worker -> world.left(worker, 0));
    world.run();

    assertThat(world.updated()).hasSize(4);
    assertThat(world.ready()).hasSize(4);
  }

  @Test
  void shouldUpdateOnlyWhatSomebodyDeletedOnDelete() {
    World world = new World("{replicas: 3, update: {type: OnDelete}}");
    world.run();
    world.changeTemplate("r2");
    world.run();
    assertThat(world.updated()).isEmpty();

    world.vanish(world.workers().getFirst());
    world.run();

    assertThat(world.updated()).hasSize(1);
    assertThat(world.ready()).hasSize(3);
  }

  @Test
  void shouldLetAnUpdateAndAScaleDownGoTogether() {
    World world = new World(rolling(6, "25%", "25%"));
    world.run();

    world.changeTemplate("r2");
    world.declare(rolling(2, "25%", "25%"));
    updateWithin(world, 7, 2);

    assertThat(world.updated()).hasSize(2);
    assertThat(world.workers()).hasSize(2);
  }

  @Test
  void shouldGiveUpOutdatedWorkersBeforeOthersThatAreAsBusyWhenItIsScaledDown() {
    World world = new World(rolling(4, "0", "1"));
    world.run();
    world.changeTemplate("r2");
    world.settle();
    while (world.updated().stream().filter(Worker::ready).count() < 2) {
      advance(world);
      world.settle();
    }
    List<String> updated = uids(world.updated().stream().filter(Worker::ready).toList());
    world.workers().forEach(worker -> world.load(worker, 1));

    world.declare(rolling(2, "0", "1"));
    world.settle();

    assertThat(uids(world.serving())).containsExactlyInAnyOrderElementsOf(updated);
    updateWithin(world, 4, 2);
    assertThat(uids(world.workers())).containsExactlyInAnyOrderElementsOf(updated);
  }

  private static List<String> uids(List<Worker> workers) {
    return workers.stream().map(worker -> worker.id().uid()).toList();
  }
}
