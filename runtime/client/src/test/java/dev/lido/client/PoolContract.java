package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.Gates;
import dev.lido.client.testkit.Gates.Gate;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
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

/** What every pool does, be it in a cluster or in one process. */
abstract class PoolContract {

  static final LocalSettings ONE_SLOT = LocalSettings.DEFAULTS.withMaxConcurrency(1);

  /** Returns a new pool that knows the named task {@code echo}. */
  abstract Pool pool(LocalSettings settings);

  private Pool pool() {
    return pool(LocalSettings.DEFAULTS);
  }

  @Test
  void shouldReturnWhatTheClosureReturns() {
    int base = 40;
    int value = pool().call(() -> base + 2);
    assertThat(value).isEqualTo(42);
  }

  @Test
  void shouldReturnNull() {
    @Nullable String value = pool().<@Nullable String>call(() -> null);
    assertThat(value).isNull();
  }

  @Test
  void shouldReturnLargeValuesOfLargeClosures() {
    byte[] large = new byte[3_000_000];
    large[2_999_999] = 7;
    byte[] value = pool().call(() -> large);
    assertThat(value).isEqualTo(large);
  }

  @Test
  void shouldRunVoidWork() {
    String gate = Gates.newGate();
    pool()
        .call(
            () -> {
              Gates.gate(gate).open();
              return null;
            });
    assertThat(Gates.gate(gate).inside()).isZero();
  }

  @Test
  void shouldRunNamedTasks() {
    byte[] value = pool().call("echo", "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(value).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @Test
  void shouldSayThatNoWorkerKnowsTheTask() {
    assertThatThrownBy(() -> pool().call("nonesuch", new byte[0]))
        .isInstanceOfSatisfying(
            TaskNotFoundException.class, failure -> assertThat(failure.retrySafe()).isTrue())
        .hasMessageContaining("nonesuch")
        .hasMessageContaining("echo");
  }

  @Test
  void shouldThrowWhatTheChildThrew() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                pool()
                    .call(
                        () -> {
                          throw new IllegalStateException("boom");
                        }));
    assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("boom");
    assertThat(failure.getCause().getStackTrace()[0].getClassName())
        .isEqualTo(PoolContract.class.getName());
    assertThat(failure.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("shouldThrowWhatTheChildThrew"));
    assertThat(failure.phase()).isEqualTo(Phase.RUNNING);
    assertThat(failure.retrySafe()).isFalse();
    assertThat(failure.worker()).isPresent();
    assertThat(failure).hasMessageContaining("IllegalStateException: boom");
  }

  @Test
  void shouldStandInForExceptionsThatCannotBeSent() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                pool()
                    .call(
                        () -> {
                          throw new UnsendableException();
                        }));
    assertThat(failure.getCause())
        .isInstanceOf(RemoteFailure.class)
        .hasToString(UnsendableException.class.getName() + ": it holds a thread");
    assertThat(failure.getCause().getStackTrace()).isNotEmpty();
  }

  static final class UnsendableException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("UnusedVariable")
    private final Object unsendable = new Object();

    UnsendableException() {
      super("it holds a thread");
    }
  }

  @Test
  void shouldNameTheCapturedArgumentThatCannotBeSent() {
    Pool pool = pool();
    int fine = 1;
    Object lock = new Object();
    assertThatThrownBy(() -> pool.call(() -> fine + lock.hashCode()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining(
            "captured argument 1 of the lambda in " + PoolContract.class.getName())
        .hasMessageContaining("java.lang.Object")
        .hasCauseInstanceOf(NotSerializableException.class);
    assertThat(pool.stats().placed()).isZero();
  }

  record Outer(List<Inner> inner) implements Serializable {}

  static final class Inner implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Object socket = new Object();
  }

  @Test
  void shouldNameTheFieldThatCannotBeSent() {
    Outer outer = new Outer(List.of(new Inner()));
    assertThatThrownBy(() -> pool().submit(() -> outer.inner().getFirst().socket.hashCode()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("Outer.inner[0] → Inner.socket (java.lang.Object)");
  }

  @Test
  void shouldSayThatTheValueCannotBeSent() {
    assertThatThrownBy(() -> pool().call(Object::new))
        .isInstanceOfSatisfying(
            TaskNotSerializableException.class,
            failure -> assertThat(failure.phase()).isEqualTo(Phase.RUNNING))
        .hasMessageContaining("java.lang.Object");
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

  private static void awaitInside(String gate, int children) {
    await().untilAsserted(() -> assertThat(Gates.gate(gate).inside()).isEqualTo(children));
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
  void shouldRunContinuationsOnThreadsThatMayBlock() {
    CompletableFuture<Boolean> virtual =
        pool().submit(() -> 1).thenApply(one -> Thread.currentThread().isVirtual());
    Pool pool = pool();
    String gate = Gates.newGate();
    CompletableFuture<Boolean> later =
        pool.submit(() -> Gates.pass(gate, 1)).thenApply(one -> Thread.currentThread().isVirtual());
    Gates.gate(gate).open();
    assertThat(later).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
    assertThat(virtual).succeedsWithin(Duration.ofSeconds(5));
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

  @Test
  void shouldRefuseSenselessViews() {
    Pool pool = pool();
    assertThatThrownBy(() -> pool.withTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.withQueueTimeout(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.idempotent(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldServeManyVirtualThreads() throws InterruptedException {
    Pool pool = pool(LocalSettings.DEFAULTS.withReplicas(2));
    Gate done = Gates.gate(Gates.newGate());
    List<Thread> callers =
        IntStream.range(0, 200)
            .mapToObj(
                i -> Thread.ofVirtual().start(() -> done.arrivals().add(pool.call(() -> i * i))))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(done.arrivals())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200).mapToObj(i -> i * i).toList());
  }
}
