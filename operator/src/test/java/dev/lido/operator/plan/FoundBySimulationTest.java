package dev.lido.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.plan.Action.CreateWorker;
import dev.lido.operator.plan.Action.DeleteWorker;
import dev.lido.operator.plan.Action.DrainWorker;
import dev.lido.operator.plan.Action.HoldReplacement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bugs that simulated histories found, in their smallest form. */
class FoundBySimulationTest {

  private static PoolView old(PoolView view) {
    return new PoolView(
        view.pool(),
        view.settings(),
        view.revision(),
        view.workers(),
        view.service(),
        view.budget(),
        false,
        view.loads(),
        view.drains());
  }

  @Test
  void shouldLeaveNoRoomForSuccessorsBeforeWhatIsRemovedIsGone() {
    World world = new World("{replicas: 1, update: {maxSurge: 1, maxUnavailable: 0}}");
    world.run();
    world.declare("{replicas: 3, update: {maxSurge: 1, maxUnavailable: 0}}");
    world.settle();
    world.declare("{replicas: 1, update: {maxSurge: 1, maxUnavailable: 0}}");
    world.changeTemplate("r2");

    assertThat(world.plan().actions()).hasSize(2).hasOnlyElementsOfType(DeleteWorker.class);
  }

  @Test
  void shouldKeepTheSlotThatServesWhenItScalesDownInAnUpdate() {
    World world = new World("{replicas: 2, update: {maxSurge: 2, maxUnavailable: 0}}");
    world.run();
    Worker serving = world.workers().getLast();
    world.changeTemplate("r2");
    world.settle();
    world.vanish(world.workers().getFirst());
    world.declare("{replicas: 1, update: {maxSurge: 2, maxUnavailable: 0}}");

    List<Action> actions = world.step();

    assertThat(actions)
        .noneMatch(a -> a instanceof DrainWorker d && d.worker().equals(serving.id()));
    assertThat(world.ready()).extracting(Worker::id).containsExactly(serving.id());
  }

  @Test
  void shouldStopReplacementsOnlyByTheSpecThatStands() {
    World world = new World("{replicas: 1, supervision: {maxRestarts: 0, onExhausted: Stop}}");
    world.run();
    world.exit(world.workers().getFirst());

    Plan plan = Planner.plan(old(world.view()), world.now);

    assertThat(plan.actions()).hasOnlyElementsOfType(HoldReplacement.class);
    assertThat(plan.questions()).containsExactly(Question.LIVE_WORKERS);
  }

  @Test
  void shouldGiveUpAnEndedWorkerOnlyIfItIsNotNeeded() {
    World world = new World("{replicas: 2, supervision: {maxRestarts: 0}}");
    world.run();
    world.workers().forEach(world::exit);
    world.declare("{replicas: 1, supervision: {maxRestarts: 0}}");

    Plan plan = Planner.plan(old(world.view()), world.now);

    assertThat(plan.actions()).hasSize(1).hasOnlyElementsOfType(DeleteWorker.class);
    assertThat(plan.questions()).containsExactly(Question.LIVE_WORKERS);
  }

  @Test
  void shouldHoldEveryEndWhereNoneIsAllowed() {
    World world = new World("{replicas: 1, supervision: {maxRestarts: 0, within: 10s}}");
    world.run();
    world.exit(world.workers().getFirst());
    world.pass(Duration.ofSeconds(5));
    world.run();
    world.pass(Duration.ofMinutes(1));
    world.exit(world.serving().getFirst());

    assertThat(world.plan().actions()).isEmpty();
    assertThat(world.plan().wakeUp()).contains(world.now.plusSeconds(5));
  }

  @Test
  void shouldNotCountWhatEndedLater() {
    World world =
        new World("{replicas: 2, supervision: {maxRestarts: 1, within: 10s, onExhausted: Stop}}");
    world.run();
    Worker first = world.workers().getFirst();
    Worker second = world.workers().getLast();
    world.exit(first);
    world.pass(Duration.ofSeconds(12));
    world.exit(second);
    world.apply(successor(world, second).orElseThrow());

    assertThat(successor(world, first)).isPresent();
  }

  private static Optional<CreateWorker> successor(World world, Worker predecessor) {
    return world.plan().actions().stream()
        .filter(CreateWorker.class::isInstance)
        .map(CreateWorker.class::cast)
        .filter(create -> create.predecessor().equals(predecessor.id().uid()))
        .findFirst();
  }

  @Test
  void shouldLeaveNothingEndedBehindWhereAnOutdatedWorkerMayStay() {
    World world = new World("{replicas: 1, update: {maxSurge: 1, maxUnavailable: 0}}");
    world.run();
    world.changeTemplate("r2");
    world.settle();
    world.end(world.workers().getLast(), Cause.REFUSED);
    world.declare("{replicas: 1, update: {type: OnDelete}}");

    world.settle();

    assertThat(world.workers()).hasSize(1).allMatch(Worker::ready);
  }

  @Test
  void shouldDeleteUndrainedOnlyWhatHasNotStartedMeanwhile() {
    World world = new World("{replicas: 1}");
    world.settle();
    Worker waiting = world.workers().getFirst();
    world.declare("{replicas: 0}");

    assertThat(world.plan().actions())
        .containsExactly(new DeleteWorker(waiting.id(), Optional.of(waiting.version())));
  }
}
