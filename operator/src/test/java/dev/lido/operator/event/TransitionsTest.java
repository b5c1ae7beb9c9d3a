package dev.lido.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.plan.Action;
import dev.lido.operator.plan.World;
import dev.lido.operator.status.Outcome;
import dev.lido.operator.status.StatusFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransitionsTest {

  private @Nullable PoolStatus status;

  /** Does all that is to be done, tells the status, and returns what there is to tell of it. */
  private List<Transition> pass(World world) {
    PoolView view = world.view();
    List<Action> actions = world.plan().actions();
    List<Transition> told = new ArrayList<>(Transitions.ofActions(view, actions, world.now));
    PoolStatus after =
        StatusFactory.make(new Outcome(view, world.plan(), List.of()), status, world.now).status();
    told.addAll(Transitions.ofStatus(view, status, after));
    actions.forEach(world::apply);
    status = after;
    return told;
  }

  private List<String> reasons(World world) {
    return pass(world).stream().map(Transition::reason).toList();
  }

  private World atRest(String spec) {
    World world = new World(spec);
    world.run();
    pass(world);
    assertThat(pass(world)).isEmpty();
    return world;
  }

  @Test
  void shouldTellOnceThatAWorkerEndedAndThatAnotherWasCreated() {
    // Given
    World world = atRest("{replicas: 2}");
    Worker victim = world.workers().getFirst();

    // When
    world.exit(victim);
    List<Transition> told = pass(world);

    // Then
    assertThat(told)
        .extracting(Transition::reason)
        .containsExactlyInAnyOrder("WorkerCreated", "WorkerExited");
    assertThat(told.getLast().message())
        .isEqualTo("Worker " + victim.id().name() + " in partition 0 ended: exit code 1 (Error)");
    assertThat(told.getLast().worker()).contains(victim.id().name());
    assertThat(pass(world)).isEmpty();
  }

  @Test
  void shouldTellADisruptionWhenItsWorkerIsReplaced() {
    World world = atRest("{replicas: 1}");

    world.end(world.workers().getFirst(), Cause.DISRUPTED);

    assertThat(reasons(world)).containsExactly("WorkerEvicted", "WorkerCreated");
    assertThat(pass(world)).isEmpty();
  }

  @Test
  void shouldTellThatReplacementsAreHeldAndEachLongerHold() {
    World world = atRest("{replicas: 1, supervision: {maxRestarts: 0}}");

    world.exit(world.workers().getFirst());

    assertThat(reasons(world)).containsExactly("WorkerExited", "RestartIntensityReached");
    assertThat(pass(world)).isEmpty();
    world.pass(Duration.ofSeconds(5));
    assertThat(reasons(world)).containsExactly("WorkerCreated");
    world.run();
    world.exit(world.workers().getLast());
    assertThat(reasons(world)).containsExactly("WorkerExited", "RestartIntensityReached");
  }

  @Test
  void shouldTellWhyWorkersAreRemoved() {
    World world = atRest("{replicas: 2}");

    world.declare("{replicas: 1}");

    List<Transition> told = pass(world);
    assertThat(told).extracting(Transition::reason).contains("WorkerDraining");
    assertThat(told.getFirst().message()).endsWith(": the pool is scaled down");
  }

  @Test
  void shouldTellThatChildrenAreLeftWhenTheDrainTimeoutHasPassed() {
    World world = atRest("{replicas: 2, drain: {timeout: 5s}}");
    world.declare("{replicas: 1, drain: {timeout: 5s}}");
    pass(world);
    Worker drained = world.workers().stream().filter(Worker::draining).findFirst().orElseThrow();
    world.left(drained, 2);

    world.pass(Duration.ofSeconds(5));

    List<Transition> told = pass(world);
    assertThat(told).extracting(Transition::reason).contains("DrainTimeout");
    assertThat(told.getFirst().message())
        .isEqualTo(
            "Removed worker "
                + drained.id().name()
                + " with 2 children left: drain.timeout has passed");
  }

  @Test
  void shouldTellThatAnUpdateStartsAndIsComplete() {
    World world = atRest("{replicas: 1}");

    world.changeTemplate("r2");

    assertThat(reasons(world)).contains("UpdateStarted");
    assertThat(reasons(world)).doesNotContain("UpdateStarted");
    complete(world);
    assertThat(reasons(world)).containsExactly("UpdateCompleted");
    assertThat(pass(world)).isEmpty();
  }

  private static void complete(World world) {
    for (int i = 0; i < 3; i++) {
      world.run();
      world.workers().stream().filter(Worker::draining).forEach(w -> world.left(w, 0));
    }
  }

  @Test
  void shouldTellThatAnUpdateThatGoesBackStartsAndIsComplete() {
    World world = atRest("{replicas: 2, update: {maxSurge: 1, maxUnavailable: 0}}");
    world.changeTemplate("r2");
    pass(world);
    assertThat(world.updated()).isNotEmpty();

    world.changeTemplate("r1");

    List<String> told = reasons(world);
    for (int i = 0; i < 3; i++) {
      told = Stream.concat(told.stream(), reasons(world).stream()).toList();
      world.run();
    }
    assertThat(told).containsOnlyOnce("UpdateStarted", "UpdateCompleted");
    assertThat(told.getLast()).isEqualTo("UpdateCompleted");
    assertThat(pass(world)).isEmpty();
  }

  @Test
  void shouldTellThatTheUpdateOfAPoolIsCompleteThatWasNeverReady() {
    World world = new World("{replicas: 1}");
    pass(world);
    pass(world);

    world.changeTemplate("r2");

    assertThat(reasons(world)).contains("UpdateStarted");
    complete(world);
    assertThat(reasons(world)).contains("UpdateCompleted", "WorkersReady");
    assertThat(pass(world)).isEmpty();
  }

  @Test
  void shouldTellThatAWorkerIsNotReadyForTooLong() {
    World world = atRest("{replicas: 2, update: {progressDeadline: 1m}}");
    Worker worker = world.workers().getFirst();
    world.makeUnready(worker);
    assertThat(reasons(world)).isEmpty();

    world.pass(Duration.ofMinutes(1));

    List<Transition> told = pass(world);
    assertThat(told).extracting(Transition::reason).containsExactly("WorkerNotReady");
    assertThat(told.getFirst().message()).startsWith(worker.id().name() + ": runs, and is not");
    world.pass(Duration.ofHours(1));
    assertThat(pass(world)).isEmpty();
  }

  @Test
  void shouldTellThatThePoolIsSuspendedAndReadyAgain() {
    World world = atRest("{replicas: 1}");
    world.declare("{replicas: 1, suspend: true}");
    assertThat(reasons(world)).containsExactly("WorkerDraining", "Suspended");
    world.workers().forEach(world::vanish);
    assertThat(pass(world)).isEmpty();

    world.declare("{replicas: 1}");
    world.run();

    assertThat(reasons(world)).containsExactly("WorkersReady");
  }
}
