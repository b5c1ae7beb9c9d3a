package dev.lido.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.observe.BudgetState;
import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.ServiceState;
import dev.lido.operator.observe.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

  @Test
  void shouldStartAllWorkersAtOnceSpreadOverPartitions() {
    World world = new World("{partitions: 3, replicas: 7}");

    List<Action> actions = world.step();

    assertThat(actions).hasSize(7).hasOnlyElementsOfType(Action.CreateWorker.class);
    assertThat(world.workers())
        .extracting(worker -> worker.id().partition())
        .containsExactly(0, 0, 0, 1, 1, 2, 2);
    assertThat(world.plan().actions()).isEmpty();
  }

  @Test
  void shouldAskForTheLiveWorkersBeforeItCreatesAny() {
    World world = new World("{replicas: 1}");
    PoolView cached = notLive(world.view());

    Plan plan = Planner.plan(cached, world.now);

    assertThat(plan.questions()).containsExactly(Question.LIVE_WORKERS);
  }

  private static PoolView notLive(PoolView view) {
    return new PoolView(
        view.pool(),
        view.settings(),
        view.revision(),
        view.workers(),
        view.service(),
        view.budget(),
        false,
        Optional.empty(),
        Map.of());
  }

  @Test
  void shouldNotDeleteWhatIsBeingDeleted() {
    World world = new World("{replicas: 2}");
    world.run();
    world.declare("{replicas: 1}");
    world.step();
    Worker removed = world.workers().getLast();
    world.endDeleting(removed, Cause.DISRUPTED);

    Plan plan = Planner.plan(notLive(world.view()), world.now);

    assertThat(plan.actions()).isEmpty();
    assertThat(plan.questions()).isEmpty();
  }

  @Test
  void shouldCreateTheServiceWhenItIsMissing() {
    PoolView view = new World("{replicas: 0}").view();
    PoolView without =
        new PoolView(
            view.pool(),
            view.settings(),
            view.revision(),
            List.of(),
            ServiceState.MISSING,
            BudgetState.RIGHT,
            true,
            Optional.empty(),
            Map.of());

    assertThat(Planner.plan(without, new World("{}").now).actions())
        .containsExactly(new Action.CreateService());
  }

  @Test
  void shouldNameTheSuccessorAfterThePredecessorAndDeleteItOnlyThen() {
    World world = new World("{replicas: 1}");
    world.run();
    Worker first = world.workers().getFirst();
    world.exit(first);

    List<Action> replace = world.step();
    List<Action> clean = world.step();

    assertThat(replace).hasSize(1).hasOnlyElementsOfType(Action.CreateWorker.class);
    assertThat(world.workers().getFirst().id().predecessor()).isEqualTo(first.id().uid());
    assertThat(clean).containsExactly(new Action.DeleteWorker(first.id(), Optional.empty()));
  }

  @Test
  void shouldAskForTheSameNameFromTheSameOldView() {
    World world = new World("{replicas: 1}");
    world.run();
    world.exit(world.workers().getFirst());

    List<Action> once = world.plan().actions();
    List<Action> twice = world.plan().actions();

    assertThat(once).isEqualTo(twice);
  }

  @Test
  void shouldReplaceWorkersThatVanishOrAreBeingDeleted() {
    World world = new World("{replicas: 3}");
    world.run();
    world.vanish(world.workers().get(0));
    world.startDeleting(world.workers().get(0));

    world.run();

    assertThat(world.ready()).hasSize(3);
    assertThat(world.workers()).hasSize(4);
  }

  @Test
  void shouldNotReplaceAWorkerThatIsOnlyNotReady() {
    World world = new World("{replicas: 2}");
    world.run();

    world.makeUnready(world.workers().getFirst());

    assertThat(world.plan().actions()).isEmpty();
  }

  @Test
  void shouldTryAgainOnlyAfterAPauseWhatANodeRefused() {
    World world = new World("{replicas: 1}");
    world.run();
    world.end(world.workers().getFirst(), Cause.REFUSED);

    assertThat(world.plan().actions()).isEmpty();
    assertThat(world.plan().wakeUp()).contains(world.now.plusSeconds(5));
    world.pass(Duration.ofSeconds(5));
    assertThat(world.plan().actions()).hasSize(1);
  }

  @Test
  void shouldRemoveFirstTheNotReadyThenTheIdleThenTheLeastBusy() {
    World world = new World("{replicas: 4, drain: {timeout: 30s}}");
    world.run();
    List<Worker> workers = world.workers();
    world.load(workers.get(0), 3);
    world.load(workers.get(1), 0);
    world.load(workers.get(2), 5);
    world.makeUnready(workers.get(3));

    world.declare("{replicas: 1, drain: {timeout: 30s}}");
    world.settle();

    assertThat(world.serving())
        .extracting(worker -> worker.id().slot())
        .containsExactly(workers.get(2).id().slot());
  }

  @Test
  void shouldAskForLoadsAndLiveWorkersBeforeItRemovesAny() {
    World world = new World("{replicas: 3}");
    world.run();
    world.declare("{replicas: 2}");

    Plan plan = Planner.plan(notLive(world.view()), world.now);

    assertThat(plan.questions()).containsExactlyInAnyOrder(Question.LOADS, Question.LIVE_WORKERS);
  }

  @Test
  void shouldDeleteADrainingWorkerWhenItIsEmpty() {
    World world = new World("{replicas: 1}");
    world.run();
    Worker worker = world.workers().getFirst();
    world.declare("{replicas: 0}");
    world.step();

    world.left(worker, 2);
    assertThat(world.plan().actions())
        .containsExactly(new Action.DrainWorker(worker.id(), worker.contact(), true, "1"));
    assertThat(world.plan().wakeUp()).isPresent();
    world.left(worker, 0);
    assertThat(world.plan().actions())
        .containsExactly(new Action.DeleteWorker(worker.id(), Optional.empty()));
  }

  @Test
  void shouldDeleteADrainingWorkerWhenItsTimeIsUp() {
    World world = new World("{replicas: 1, drain: {timeout: 10s}}");
    world.run();
    Worker worker = world.workers().getFirst();
    world.declare("{replicas: 0, drain: {timeout: 10s}}");
    world.step();
    world.left(worker, 2);

    world.pass(Duration.ofSeconds(10));

    assertThat(world.plan().actions())
        .containsExactly(new Action.DeleteWorker(worker.id(), Optional.empty()));
  }

  @Test
  void shouldReplaceNothingWhenOnlyTheNumberOfWorkersChanges() {
    World world = new World("{partitions: 2, replicas: 4}");
    world.run();
    List<Worker> before = world.workers();

    world.declare("{partitions: 2, replicas: 6}");
    world.run();

    assertThat(world.workers()).hasSize(6).containsAll(before);
  }

  @Test
  void shouldDrainThePartitionsThatAreGone() {
    World world = new World("{partitions: 3, replicas: 3, drain: {timeout: 0s}}");
    world.run();

    world.declare("{partitions: 1, replicas: 3, drain: {timeout: 0s}}");
    world.run();

    assertThat(world.ready()).hasSize(3).allMatch(worker -> worker.id().partition() == 0);
  }

  @Test
  void shouldNotRefillASlotThatIsDrainedForScaleDownUnlessItIsNeededAgain() {
    World world = new World("{replicas: 2}");
    world.run();
    world.declare("{replicas: 1}");
    world.settle();
    assertThat(world.created()).isEqualTo(2);

    world.declare("{replicas: 2}");
    world.run();

    assertThat(world.ready()).hasSize(2);
    assertThat(world.created()).isEqualTo(3);
  }
}
