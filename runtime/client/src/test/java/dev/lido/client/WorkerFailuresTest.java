package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.internal.Entry;
import dev.lido.client.internal.call.Outcome.Problem;
import dev.lido.client.internal.group.Group;
import dev.lido.client.testkit.Gates;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerFailuresTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final List<TestWorkers> started = new ArrayList<>();

  private TestWorkers workers(LocalSettings settings) {
    TestWorkers workers = new TestWorkers(settings);
    started.add(workers);
    return workers;
  }

  @AfterEach
  void close() {
    started.forEach(TestWorkers::close);
  }

  private static void awaitInside(String gate, int children) {
    await().untilAsserted(() -> assertThat(Gates.gate(gate).inside()).isEqualTo(children));
  }

  @Test
  void shouldLoseOnlyTheCallsOfTheLostWorker() {
    String lost = Gates.newGate();
    String kept = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withPartitions(2));
    Pool pool = workers.pool();
    CompletableFuture<Integer> atLost = pool.partition(0).submit(() -> Gates.pass(lost, 0));
    CompletableFuture<Integer> atKept = pool.partition(1).submit(() -> Gates.pass(kept, 1));
    awaitInside(lost, 1);
    awaitInside(kept, 1);
    workers.worker(0).close();
    assertThat(atLost)
        .failsWithin(SOON)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOfSatisfying(
            WorkerLostException.class,
            failure -> {
              assertThat(failure.retrySafe()).isFalse();
              assertThat(failure.phase()).isEqualTo(Phase.PLACED);
              assertThat(failure.worker()).contains("w-0-0");
              assertThat(failure.partition()).hasValue(0);
              assertThat(failure.pool()).isEqualTo("default/test");
            });
    Gates.gate(kept).open();
    assertThat(atKept).succeedsWithin(SOON);
  }

  @Test
  void shouldStartIdempotentWorkAgainElsewhere() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Pool pool = workers.pool().idempotent(1);
    CompletableFuture<Integer> call = pool.submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    workers.add(0);
    Gates.gate(gate).arrivals().clear();
    workers.worker(0).close();
    await().untilAsserted(() -> assertThat(Gates.gate(gate).arrivals()).containsExactly(1));
    Gates.gate(gate).open();
    assertThat(call).succeedsWithin(SOON).isEqualTo(1);
  }

  @Test
  void shouldWaitAnewWhenIdempotentWorkIsStartedAgain() {
    Duration queueTimeout = Duration.ofMillis(800);
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withQueueTimeout(queueTimeout));
    Pool pool = workers.pool();
    long before = System.nanoTime();
    CompletableFuture<Integer> call = pool.idempotent(1).submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    await().until(() -> System.nanoTime() - before > queueTimeout.toNanos());
    workers.worker(0).close();
    await().untilAsserted(() -> assertThat(pool.stats().waiting()).isEqualTo(1));
    workers.add(0);
    await().untilAsserted(() -> assertThat(Gates.gate(gate).arrivals()).containsExactly(1, 1));
    Gates.gate(gate).open();
    assertThat(call).succeedsWithin(SOON).isEqualTo(1);
  }

  @Test
  void shouldLoseIdempotentWorkOnceItsRetriesAreSpent() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    CompletableFuture<Integer> call =
        workers.pool().idempotent(1).submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    workers.add(0);
    workers.worker(0).close();
    await().untilAsserted(() -> assertThat(Gates.gate(gate).arrivals()).hasSize(2));
    workers.worker(1).close();
    assertThat(call)
        .failsWithin(SOON)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(WorkerLostException.class);
  }

  @Test
  void shouldLoseNothingWhenAWorkerDrains() throws InterruptedException {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(2).withMaxConcurrency(3));
    Pool pool = workers.pool();
    List<CompletableFuture<Integer>> running =
        IntStream.range(0, 6).mapToObj(i -> pool.submit(() -> Gates.pass(gate, i))).toList();
    awaitInside(gate, 6);
    workers.worker(0).drain();
    List<CompletableFuture<Integer>> waiting =
        IntStream.range(6, 20).mapToObj(i -> pool.submit(() -> Gates.pass(gate, i))).toList();
    await()
        .untilAsserted(
            () ->
                assertThat(pool.members())
                    .extracting(PoolMember::state)
                    .contains(PoolMember.State.DRAINING));
    Gates.gate(gate).open();
    assertThat(running).allSatisfy(call -> assertThat(call).succeedsWithin(SOON));
    assertThat(waiting).allSatisfy(call -> assertThat(call).succeedsWithin(SOON));
    assertThat(workers.worker(0).stop()).isTrue();
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
  }

  @Test
  void shouldLoseNothingWhenWorkersStopUnderLoad() throws InterruptedException {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(3));
    Pool pool = workers.pool();
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 300; i++) {
        int who = i;
        all.add(pool.submit(() -> Gates.visit(gate, who, 500)));
      }
      workers.members().remove(TestWorkers.address(workers.worker(round)));
      assertThat(workers.worker(round).stop()).isTrue();
    }
    assertThat(all).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(20)));
    assertThat(Gates.gate(gate).arrivals()).hasSize(600);
  }

  @Test
  void shouldTellThatTheDrainTimeWasOver() throws InterruptedException {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(0));
    Worker brief = workers.startBrief();
    workers.members().add(TestWorkers.address(brief));
    CompletableFuture<Integer> call = workers.pool().submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    brief.drain();
    assertThat(call)
        .failsWithin(SOON)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(WorkerDrainedException.class);
  }

  @Test
  void shouldShowWhereAChildHangsThatIgnoresItsDeadline() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(0));
    workers.members().add(TestWorkers.address(workers.startImpatient()));
    Pool pool = workers.pool();
    CompletableFuture<Integer> call =
        pool.withTimeout(Duration.ofMillis(200)).submit(() -> Gates.passStubbornly(gate, 1));
    assertThat(call)
        .failsWithin(SOON)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOf(TaskTimeoutException.class)
        .withMessageContaining("worker impatient")
        .withMessageContaining("ignores its interrupt")
        .havingCause()
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            where ->
                assertThat(where.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("passStubbornly")));
    await().untilAsserted(() -> assertThat(pool.stats().stuck()).isEqualTo(1));
    assertThat(pool.members().getFirst().stuck()).isEqualTo(1);
    assertThat(pool.members().getFirst().taken()).isEqualTo(1);
    Gates.gate(gate).open();
    await().untilAsserted(() -> assertThat(pool.members().getFirst().stuck()).isZero());
    assertThat(pool.stats().inFlight()).isZero();
  }

  @Test
  void shouldTellThatAPlacedChildIsStuckWhichWasStopped() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(0));
    workers.members().add(TestWorkers.address(workers.startImpatient()));
    Child child = workers.pool().placeChild(() -> Gates.passStubbornly(gate, 1));
    assertThat(child.stop())
        .succeedsWithin(SOON)
        .isInstanceOfSatisfying(
            ChildEnd.Stuck.class, stuck -> assertThat(stuck.where().getStackTrace()).isNotEmpty());
    Gates.gate(gate).open();
    await()
        .untilAsserted(
            () ->
                assertThat(child.monitor())
                    .succeedsWithin(SOON)
                    .isInstanceOf(ChildEnd.Stopped.class));
  }

  @Test
  void shouldGoOnWithAWorkerThatIsNoLongerListed() {
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Pool pool = workers.pool();
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
    workers.members().remove(TestWorkers.address(workers.worker(0)));
    assertThat(pool.<Integer>call(() -> 2)).isEqualTo(2);
  }

  @Test
  void shouldConnectAgainToAWorkerThatComesBack() {
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Pool pool = workers.pool();
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
    int port = workers.worker(0).port();
    workers.worker(0).close();
    await().untilAsserted(() -> assertThat(pool.members()).isEmpty());
    assertThatThrownBy(() -> pool.withQueueTimeout(Duration.ofMillis(300)).call(() -> 2))
        .isInstanceOf(NoWorkersException.class);
    workers.start(TestWorkers.POOL.name(), 0, port, 5);
    assertThat(pool.<Integer>call(() -> 3)).isEqualTo(3);
  }

  @Test
  void shouldLeaveAloneTheWorkersOfAnotherPool() {
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Worker stranger = workers.start("another", 0, 0, 5);
    workers.members().add(TestWorkers.address(stranger));
    Pool pool = workers.pool();
    assertThat(IntStream.range(0, 20).map(i -> pool.<Integer>call(() -> i)).sum()).isEqualTo(190);
    assertThat(pool.members()).hasSize(1);
  }

  @Test
  void shouldShareTheSlotsBetweenCallersWithoutLosingAny() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(2));
    List<Pool> callers = List.of(workers.pool(), workers.pool(), workers.pool());
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int who = i;
      all.add(callers.get(i % 3).submit(() -> Gates.visit(gate, who, 1_000)));
    }
    assertThat(all).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(20)));
    assertThat(Gates.gate(gate).peak()).isEqualTo(10);
    await()
        .untilAsserted(
            () -> {
              assertThat(workers.worker(0).taken()).isZero();
              assertThat(workers.worker(1).taken()).isZero();
            });
  }

  @Test
  void shouldRejectOnlyAfterEveryWorkerHasRefused() {
    String gate = Gates.newGate();
    LocalSettings settings = LocalSettings.DEFAULTS.withMaxConcurrency(1).withReplicas(3);
    TestWorkers workers = workers(settings.withQueueLimit(0));
    Pool one = workers.pool();
    Pool other = workers.pool();
    assertThat(one.<Integer>call(() -> 1)).isEqualTo(1);
    List<CompletableFuture<Integer>> two =
        List.of(other.submit(() -> Gates.pass(gate, 1)), other.submit(() -> Gates.pass(gate, 2)));
    awaitInside(gate, 2);
    CompletableFuture<Integer> third = one.submit(() -> Gates.pass(gate, 3));
    awaitInside(gate, 3);
    assertThatThrownBy(() -> one.call(() -> 4)).isInstanceOf(PoolFullException.class);
    Gates.gate(gate).open();
    assertThat(two).allSatisfy(call -> assertThat(call).succeedsWithin(SOON));
    assertThat(third).succeedsWithin(SOON);
  }

  @Test
  void shouldFailWhatIsPendingWhenClosed() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withMaxConcurrency(2));
    Group caller = workers.caller();
    Pool pool = Entry.pool(caller);
    CompletableFuture<Integer> running = pool.submit(() -> Gates.pass(gate, 1));
    pool.cast(() -> Gates.pass(gate, 2));
    awaitInside(gate, 2);
    CompletableFuture<Integer> waiting = pool.submit(() -> Gates.pass(gate, 3));
    caller.close();
    caller.close();
    for (CompletableFuture<Integer> call : List.of(running, waiting)) {
      assertThat(call)
          .failsWithin(SOON)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(PoolClosedException.class);
    }
    await().untilAsserted(() -> assertThat(Gates.gate(gate).interrupted()).isEqualTo(1));
    assertThat(Gates.gate(gate).inside()).isEqualTo(1);
    assertThatThrownBy(() -> pool.call(() -> 4)).isInstanceOf(PoolClosedException.class);
    Gates.gate(gate).open();
  }

  @Test
  void shouldSayWhyThePoolCannotBeUsed() {
    Pool missing = poolWith(Problem.NOT_FOUND);
    assertThatThrownBy(() -> missing.call(() -> 1))
        .isInstanceOf(PoolNotFoundException.class)
        .hasMessageContaining("default/test");
    assertThatThrownBy(missing::members).isInstanceOf(PoolNotFoundException.class);
    assertThatThrownBy(() -> poolWith(Problem.DENIED).call(() -> 1))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("poolresources.lido.dev");
    assertThatThrownBy(() -> poolWith(Problem.UNREACHABLE).call(() -> 1))
        .isInstanceOf(PoolConnectException.class)
        .hasMessageContaining("says the test");
  }

  private Pool poolWith(Problem problem) {
    TestWorkers workers = TestWorkers.unknown();
    started.add(workers);
    workers.members().problem(problem);
    return workers.pool();
  }

  @Test
  void shouldGoOnWithAPoolThatIsDeletedWhileItsWorkersLive() {
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Pool pool = workers.pool();
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
    workers.members().problem(Problem.NOT_FOUND);
    assertThat(pool.<Integer>call(() -> 2)).isEqualTo(2);
    workers.worker(0).close();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> pool.call(() -> 3))
                    .isInstanceOf(PoolNotFoundException.class));
  }

  @Test
  void shouldTryOtherWorkersWhereOneLacksTheCode() {
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(0));
    workers.members().add(TestWorkers.address(workers.startWithoutCode()));
    Pool pool = workers.pool();
    assertThatThrownBy(() -> pool.call("echo", new byte[1]))
        .isInstanceOf(TaskNotFoundException.class)
        .hasMessageContaining("image");
    workers.add(0);
    await().untilAsserted(() -> assertThat(pool.members()).hasSize(2));
    List<CompletableFuture<byte[]>> all =
        IntStream.range(0, 100).mapToObj(i -> pool.submit("echo", new byte[i])).toList();
    assertThat(all).allSatisfy(call -> assertThat(call).succeedsWithin(SOON));
  }

  @Test
  void shouldMoveKeysWhenThePartitionsChange() {
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withPartitions(2));
    Pool keyed = workers.pool().partition(3);
    assertThat(keyed.members()).singleElement().extracting(PoolMember::partition).isEqualTo(1);
    CompletableFuture<Integer> call = workers.pool().partition(3).submit(() -> 1);
    assertThat(call).succeedsWithin(SOON);
    workers.members().settings(TestWorkers.callSettings(LocalSettings.DEFAULTS.withPartitions(3)));
    assertThat(keyed.members()).singleElement().extracting(PoolMember::partition).isEqualTo(0);
  }
}
