package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.Gates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How calls of every pool wait, are given up, and share the slots. */
abstract class WaitingContract {

  static final LocalSettings ONE_SLOT = LocalSettings.DEFAULTS.withMaxConcurrency(1);

  /** Returns a new pool that knows the named task {@code echo}. */
  abstract Pool pool(LocalSettings settings);

  private Pool pool() {
    return pool(LocalSettings.DEFAULTS);
  }

  private static void awaitInside(String gate, int children) {
    await().untilAsserted(() -> assertThat(Gates.gate(gate).inside()).isEqualTo(children));
  }

  @Test
  void shouldNeverRunMoreThanTheSlotsAllow() {
    String left = Gates.newGate();
    String right = Gates.newGate();
    Pool pool = pool(LocalSettings.DEFAULTS.withPartitions(2));
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int who = i;
      String gate = i % 2 == 0 ? left : right;
      all.add(pool.partition(i).submit(() -> Gates.visit(gate, who, 2_000)));
    }
    assertThat(all).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(30)));
    assertThat(Gates.gate(left).peak()).isEqualTo(5);
    assertThat(Gates.gate(right).peak()).isEqualTo(5);
  }

  @Test
  void shouldServeFirstInFirstOut() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT);
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 50).mapToObj(i -> pool.submit(() -> Gates.pass(gate, i))).toList();
    awaitInside(gate, 1);
    Gates.gate(gate).open();
    assertThat(all).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(10)));
    assertThat(Gates.gate(gate).arrivals())
        .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
  }

  @Test
  void shouldLetKeyedWorkWaitForItsPartitionOnly() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT.withPartitions(2));
    CompletableFuture<Integer> running = pool.partition(0).submit(() -> Gates.pass(gate, 1));
    CompletableFuture<Integer> waiting = pool.partition(0).submit(() -> Gates.pass(gate, 2));
    awaitInside(gate, 1);
    assertThat(pool.partition(1).<Integer>call(() -> 3)).isEqualTo(3);
    assertThat(pool.<Integer>call(() -> 4)).isEqualTo(4);
    assertThat(waiting).isNotDone();
    Gates.gate(gate).open();
    assertThat(running).succeedsWithin(Duration.ofSeconds(5));
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void shouldRejectWhatTheQueueHasNoRoomFor() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT.withQueueLimit(3));
    CompletableFuture<Integer> running = pool.submit(() -> Gates.pass(gate, 0));
    awaitInside(gate, 1);
    List<CompletableFuture<Integer>> waiting =
        IntStream.rangeClosed(1, 3).mapToObj(i -> pool.submit(() -> Gates.pass(gate, i))).toList();
    assertThatThrownBy(() -> pool.call(() -> 4))
        .isInstanceOfSatisfying(
            PoolFullException.class, failure -> assertThat(failure.retrySafe()).isTrue());
    assertThat(pool.stats().waiting()).isEqualTo(3);
    Gates.gate(gate).open();
    assertThat(running).succeedsWithin(Duration.ofSeconds(5));
    assertThat(waiting).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(5)));
  }

  @Test
  void shouldNotWaitWhereTheQueueIsOff() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT.withReplicas(2).withQueueLimit(0));
    CompletableFuture<Integer> first = pool.submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    CompletableFuture<Integer> second = pool.submit(() -> Gates.pass(gate, 2));
    awaitInside(gate, 2);
    assertThatThrownBy(() -> pool.call(() -> 3)).isInstanceOf(PoolFullException.class);
    Gates.gate(gate).open();
    assertThat(first).succeedsWithin(Duration.ofSeconds(5));
    assertThat(second).succeedsWithin(Duration.ofSeconds(5));
    assertThat(pool.<Integer>call(() -> 4)).isEqualTo(4);
  }

  @Test
  void shouldGiveUpWhenTheTimeInTheQueueIsOver() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT);
    CompletableFuture<Integer> running = pool.submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    long before = System.nanoTime();
    CompletableFuture<Integer> late =
        pool.withQueueTimeout(Duration.ofMillis(300)).submit(() -> Gates.pass(gate, 2));
    assertThatThrownBy(
            () -> pool.withQueueTimeout(Duration.ofMillis(300)).call(() -> Gates.pass(gate, 3)))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(300), Duration.ofMillis(600));
    assertThat(late)
        .failsWithin(Duration.ofMillis(300))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(PoolFullException.class);
    Gates.gate(gate).open();
    assertThat(running).succeedsWithin(Duration.ofSeconds(5));
    pool.call(() -> 4);
    assertThat(Gates.gate(gate).arrivals()).containsExactly(1);
  }

  @Test
  void shouldSayThatThereAreNoWorkers() {
    Pool pool = pool(LocalSettings.DEFAULTS.withReplicas(0));
    long before = System.nanoTime();
    assertThatThrownBy(() -> pool.withQueueTimeout(Duration.ofMillis(200)).call(() -> 1))
        .isInstanceOf(NoWorkersException.class);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(200_000_000);
    assertThatThrownBy(() -> pool.withQueueTimeout(Duration.ZERO).call(() -> 1))
        .isInstanceOf(NoWorkersException.class);
  }

  @Test
  void shouldInterruptTheChildAtItsDeadline() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT);
    assertThatThrownBy(
            () -> pool.withTimeout(Duration.ofMillis(150)).call(() -> Gates.pass(gate, 1)))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("150 ms");
    assertThat(Gates.gate(gate).interrupted()).isEqualTo(1);
    assertThat(pool.<Integer>call(() -> 2)).isEqualTo(2);
  }

  @Test
  void shouldInterruptTheChildWhenItsFutureIsCancelled() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT);
    CompletableFuture<Integer> running = pool.submit(() -> Gates.pass(gate, 1));
    CompletableFuture<Integer> waiting = pool.submit(() -> Gates.pass(gate, 2));
    awaitInside(gate, 1);
    assertThat(waiting.cancel(true)).isTrue();
    assertThat(running.cancel(true)).isTrue();
    assertThatThrownBy(running::join).isInstanceOf(CancellationException.class);
    await().untilAsserted(() -> assertThat(Gates.gate(gate).interrupted()).isEqualTo(1));
    assertThat(pool.<Integer>call(() -> 3)).isEqualTo(3);
    assertThat(Gates.gate(gate).arrivals()).containsExactly(1);
  }

  @Test
  void shouldLeaveTheChildAloneWhenItsFutureIsCancelledGently() {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT);
    CompletableFuture<Integer> running = pool.submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    assertThat(running.cancel(false)).isTrue();
    Gates.gate(gate).open();
    assertThat(pool.<Integer>call(() -> 3)).isEqualTo(3);
    assertThat(Gates.gate(gate).interrupted()).isZero();
  }

  @Test
  void shouldCancelTheChildOfAnInterruptedThread() throws InterruptedException {
    String gate = Gates.newGate();
    Pool pool = pool(ONE_SLOT);
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>(false);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    pool.call(() -> Gates.pass(gate, 1));
                  } catch (PoolException failure) {
                    thrown.set(failure);
                    flag.set(Thread.currentThread().isInterrupted());
                  }
                });
    awaitInside(gate, 1);
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(CallInterruptedException.class);
    assertThat(flag.get()).isTrue();
    await().untilAsserted(() -> assertThat(Gates.gate(gate).interrupted()).isEqualTo(1));
  }

  @Test
  void shouldPlaceNothingForAThreadThatIsInterruptedAlready() {
    Pool pool = pool();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool.call(() -> 1))
        .isInstanceOfSatisfying(
            CallInterruptedException.class,
            failure -> {
              assertThat(failure.phase()).isEqualTo(Phase.QUEUED);
              assertThat(failure.retrySafe()).isTrue();
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(pool.stats().placed()).isZero();
  }

  @Test
  void shouldForgetCasts() {
    String gate = Gates.newGate();
    Pool pool = pool();
    pool.cast(() -> Gates.pass(gate, 7));
    pool.cast(
        () -> {
          throw new IllegalStateException("a cast that fails, for the log");
        });
    awaitInside(gate, 1);
    Gates.gate(gate).open();
    await()
        .untilAsserted(
            () -> {
              assertThat(pool.stats().succeeded()).isEqualTo(1);
              assertThat(pool.stats().failed()).isEqualTo(1);
            });
  }

  @Test
  void shouldShowItsMembers() {
    String gate = Gates.newGate();
    Pool pool = pool(LocalSettings.DEFAULTS.withPartitions(2).withReplicas(3));
    CompletableFuture<Integer> running = pool.partition(1).submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    assertThat(pool.members())
        .hasSize(3)
        .isSortedAccordingTo(java.util.Comparator.comparing(PoolMember::worker));
    assertThat(pool.partition(1).members())
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.partition()).isEqualTo(1);
              assertThat(member.capacity()).isEqualTo(5);
              assertThat(member.inFlight()).isEqualTo(1);
              assertThat(member.state()).isEqualTo(PoolMember.State.READY);
            });
    assertThat(pool.stats().workers()).isEqualTo(3);
    assertThat(pool.stats().capacity()).isEqualTo(15);
    Gates.gate(gate).open();
    assertThat(running).succeedsWithin(Duration.ofSeconds(5));
  }
}
