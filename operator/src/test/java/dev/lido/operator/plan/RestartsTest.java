package dev.lido.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartsTest {

  private static final String BACKOFF =
      "{replicas: 1, supervision: {maxRestarts: 3, within: 60s, onExhausted: Backoff}}";
  private static final String STOP =
      "{replicas: 1, supervision: {maxRestarts: 1, within: 60s, onExhausted: Stop}}";

  /** Ends the only worker, and returns how long its replacement takes. */
  private static Duration crash(World world) {
    world.exit(world.serving().getFirst());
    Instant ended = world.now;
    world.settle();
    while (world.serving().isEmpty()) {
      world.now = world.plan().wakeUp().orElseThrow();
      world.settle();
    }
    world.run();
    return Duration.between(ended, world.now);
  }

  @Test
  void shouldReplaceAtOnceWithinTheIntensityAndBackOffPastIt() {
    World world = new World(BACKOFF);
    world.run();

    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      delays.add(crash(world).toSeconds());
    }

    assertThat(delays).containsExactly(0L, 0L, 0L, 5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
  }

  @Test
  void shouldForgetTheBackoffAfterACalmWindow() {
    World world = new World(BACKOFF);
    world.run();
    for (int i = 0; i < 5; i++) {
      crash(world);
    }

    world.pass(Duration.ofSeconds(60));

    assertThat(world.plan().exhausted()).isEmpty();
    assertThat(crash(world)).isEqualTo(Duration.ZERO);
  }

  @Test
  void shouldReportTheExhaustedPartitionUntilItWasCalm() {
    World world = new World(BACKOFF);
    world.run();
    for (int i = 0; i < 4; i++) {
      crash(world);
    }

    assertThat(world.plan().exhausted())
        .extracting(Exhausted::partition, Exhausted::lastExit)
        .containsExactly(tuple(0, "exit code 1 (Error)"));
  }

  @Test
  void shouldHoldTogetherWhatEndsTogether() {
    World world = new World("{replicas: 20, supervision: {maxRestarts: 3, within: 60s}}");
    world.run();
    world.workers().forEach(world::exit);
    world.run();
    assertThat(world.ready()).hasSize(3);

    world.pass(Duration.ofSeconds(5));
    world.run();

    assertThat(world.ready()).hasSize(20);
  }

  @Test
  void shouldCountPartitionsApart() {
    World world =
        new World("{partitions: 2, replicas: 2, supervision: {maxRestarts: 0, onExhausted: Stop}}");
    world.run();
    world.exit(world.workers().getFirst());
    world.run();

    world.vanish(world.ready().getFirst());
    world.run();

    assertThat(world.ready()).extracting(worker -> worker.id().partition()).containsExactly(1);
  }

  @Test
  void shouldNotCountTheDoingOfOthers() {
    World world = new World("{replicas: 1, supervision: {maxRestarts: 0}}");
    world.run();

    for (int i = 0; i < 10; i++) {
      world.end(world.serving().getFirst(), Cause.DISRUPTED);
      world.run();
    }

    assertThat(world.ready()).hasSize(1);
    assertThat(world.plan().exhausted()).isEmpty();
  }

  @Test
  void shouldStopUntilTheSpecChanges() {
    World world = new World(STOP);
    world.run();
    crash(world);
    world.exit(world.serving().getFirst());
    world.run();
    world.pass(Duration.ofHours(10));
    world.run();
    assertThat(world.serving()).isEmpty();
    assertThat(world.plan().wakeUp()).isEmpty();
    assertThat(world.plan().exhausted().getFirst().until()).isEmpty();

    world.declare(STOP);
    world.run();

    assertThat(world.ready()).hasSize(1);
    assertThat(world.plan().exhausted()).isEmpty();
  }

  @Test
  void shouldCountAnewAfterTheSpecChanged() {
    World world = new World(STOP);
    world.run();
    crash(world);
    world.exit(world.serving().getFirst());
    world.run();
    world.declare(STOP);
    world.run();

    assertThat(crash(world)).isEqualTo(Duration.ZERO);
    world.exit(world.serving().getFirst());
    world.run();

    assertThat(world.serving()).isEmpty();
  }

  @Test
  void shouldKeepTheOthersServingWhenStopped() {
    World world = new World("{replicas: 3, supervision: {maxRestarts: 0, onExhausted: Stop}}");
    world.run();

    world.exit(world.workers().getFirst());
    world.run();

    assertThat(world.ready()).hasSize(2);
  }

  @Test
  void shouldCarryTheHistoryThroughReplacements() {
    World world = new World(BACKOFF);
    world.run();
    crash(world);
    crash(world);

    Worker worker = world.serving().getFirst();

    assertThat(worker.history().ends()).isEqualTo(2);
    assertThat(worker.history().recent()).hasSize(2);
  }

  @Test
  void shouldTryAtOnceWithAnotherTemplate() {
    World world = new World(BACKOFF);
    world.run();
    for (int i = 0; i < 5; i++) {
      crash(world);
    }
    world.exit(world.serving().getFirst());
    world.settle();
    assertThat(world.serving()).isEmpty();

    world.changeTemplate("r2");
    world.run();

    assertThat(world.ready()).hasSize(1);
  }

  /** Pods tell times in seconds: slot 2 ended first, but slot 0 comes first in the order of slots. */
  @Test
  void shouldDoubleTheDelayAfterAHoldThatBeganInTheSecondOfAnEarlierEnd() {
    World world = new World("{replicas: 3, supervision: {maxRestarts: 1, within: 60s}}");
    world.run();
    world.exit(inSlot(world, 2));
    world.run();
    world.exit(inSlot(world, 0));
    world.run();
    assertThat(world.ready()).hasSize(2);

    world.pass(Duration.ofSeconds(5));
    world.run();
    assertThat(world.ready()).hasSize(3);
    assertThat(world.plan().exhausted()).hasSize(1);
    world.exit(inSlot(world, 1));
    world.run();
    world.pass(Duration.ofSeconds(9));
    world.run();

    assertThat(world.ready()).hasSize(2);
    world.pass(Duration.ofSeconds(1));
    world.run();
    assertThat(world.ready()).hasSize(3);
  }

  private static Worker inSlot(World world, int slot) {
    return world.serving().stream().filter(w -> w.id().slot() == slot).findFirst().orElseThrow();
  }
}
