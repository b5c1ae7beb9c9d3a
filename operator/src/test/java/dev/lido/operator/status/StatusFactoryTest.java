package dev.lido.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.plan.World;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {

  private static PoolStatus status(World world, @Nullable PoolStatus before) {
    Outcome outcome = new Outcome(world.view(), world.plan(), List.of());
    return StatusFactory.make(outcome, before, world.now).status();
  }

  private static Optional<Condition> find(PoolStatus status, String type) {
    List<Condition> conditions = status.getConditions();
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  private static Condition get(PoolStatus status, String type) {
    return find(status, type).orElseThrow();
  }

  @Test
  void shouldSayThatWorkersStart() {
    World world = new World("{partitions: 2, replicas: 4}");
    world.settle();

    PoolStatus status = status(world, null);

    assertThat(get(status, "Ready").getStatus()).isEqualTo("False");
    assertThat(get(status, "Ready").getMessage()).isEqualTo("0 of 4 workers are ready");
    assertThat(get(status, "Reconciling").getReason()).isEqualTo("WorkersStarting");
    assertThat(status.getUnavailable()).isEqualTo(4);
    assertThat(status.getSelector()).isEqualTo("lido.dev/pool=pool");
  }

  @Test
  void shouldHaveNeitherReconcilingNorStalledWhenAtRest() {
    World world = new World("{partitions: 2, replicas: 4, maxConcurrency: 3}");
    world.run();

    PoolStatus status = status(world, null);

    assertThat(status.getConditions())
        .extracting(Condition::getType)
        .containsExactly("Ready", "Progressing");
    assertThat(status.getCapacity()).isEqualTo(12);
    assertThat(get(status, "Ready").getObservedGeneration()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheTimeOfTheLastTransition() {
    World world = new World("{replicas: 1}");
    world.run();
    PoolStatus before = status(world, null);

    world.pass(Duration.ofHours(1));
    PoolStatus after = status(world, before);

    assertThat(after.getConditions()).isEqualTo(before.getConditions());
  }

  @Test
  void shouldGiveAnUpdateUpAfterItsDeadlineAndTakeItUpWithTheNextSign() {
    World world = new World("{replicas: 2, update: {progressDeadline: 1m}}");
    world.settle();
    PoolStatus before = status(world, null);
    world.pass(Duration.ofSeconds(59));
    assertThat(find(status(world, before), "Stalled")).isEmpty();

    world.pass(Duration.ofSeconds(1));
    PoolStatus overdue = status(world, before);
    world.pass(Duration.ofHours(1));
    PoolStatus still = status(world, overdue);
    world.makeReady(world.workers().getFirst());
    PoolStatus again = status(world, still);

    assertThat(get(overdue, "Stalled").getReason()).isEqualTo("ProgressDeadlineExceeded");
    assertThat(find(overdue, "Reconciling")).isEmpty();
    assertThat(still.getConditions()).isEqualTo(overdue.getConditions());
    assertThat(find(again, "Stalled")).isEmpty();
    assertThat(get(again, "Progressing").getStatus()).isEqualTo("True");
  }

  @Test
  void shouldNameThePartitionAndTheLastExitWhenStalled() {
    World world =
        new World("{partitions: 2, replicas: 2, supervision: {maxRestarts: 0, onExhausted: Stop}}");
    world.run();
    world.exit(world.workers().getLast());
    world.run();

    PoolStatus status = status(world, null);

    assertThat(get(status, "Stalled").getMessage())
        .isEqualTo(
            "Partition 1: no replacement starts until the spec changes; last exit: exit code 1"
                + " (Error)");
    assertThat(get(status, "Ready").getReason()).isEqualTo("RestartIntensityReached");
    assertThat(status.getRestarts()).isEqualTo(1);
  }

  @Test
  void shouldNotLookAgainWhileReplacementsAreStopped() {
    World world = new World("{replicas: 1, supervision: {maxRestarts: 0, onExhausted: Stop}}");
    world.run();
    world.exit(world.workers().getFirst());
    world.run();
    Outcome outcome = new Outcome(world.view(), world.plan(), List.of());

    assertThat(StatusFactory.make(outcome, null, world.now).wakeUp()).isEmpty();
  }

  @Test
  void shouldNotBeReadyWhileOnePartitionIsNot() {
    World world = new World("{partitions: 2, replicas: 2}");
    world.run();
    world.makeUnready(world.workers().getFirst());

    assertThat(get(status(world, null), "Ready").getStatus()).isEqualTo("False");
  }

  @Test
  void shouldNotGiveAnUpdateUpBecauseReplacementsWereHeld() {
    // Given
    World world =
        new World(
            "{replicas: 1, supervision: {maxRestarts: 0, within: 60s},"
                + " update: {progressDeadline: 10m}}");
    world.run();
    PoolStatus before = status(world, null);
    world.changeTemplate("r2");
    world.settle();
    world.exit(world.updated().getFirst());
    PoolStatus held = status(world, before);
    world.pass(Duration.ofSeconds(5));
    world.settle();

    // When
    world.pass(Duration.ofSeconds(61));
    PoolStatus calm = status(world, held);
    world.pass(Duration.ofSeconds(599));
    PoolStatus patient = status(world, calm);
    world.pass(Duration.ofSeconds(1));
    PoolStatus overdue = status(world, patient);

    // Then
    assertThat(get(held, "Progressing").getReason()).isEqualTo("RestartIntensityReached");
    assertThat(find(calm, "Stalled")).isEmpty();
    assertThat(get(calm, "Progressing").getStatus()).isEqualTo("True");
    assertThat(find(patient, "Stalled")).isEmpty();
    assertThat(get(overdue, "Stalled").getReason()).isEqualTo("ProgressDeadlineExceeded");
  }
}
