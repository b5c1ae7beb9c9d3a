package dev.lido.cli.path;

import static dev.lido.cli.path.TestPool.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.lido.client.NoWorkersException;
import dev.lido.client.Pool;
import dev.lido.client.PoolMember.State;
import dev.lido.client.PoolNotFoundException;
import dev.lido.client.Pools;
import dev.lido.client.TaskFailedException;
import dev.lido.client.TaskNotSerializableException;
import dev.lido.client.WorkerLostException;
import dev.lido.crds.v1alpha1.PoolSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds of the whole path, on whatever cluster. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
abstract class WholePathContract {

  @TempDir Path folder;

  private final List<TestPool> toDelete = new ArrayList<>();
  private PathCluster cluster;
  private Pools pools;

  /** Starts the cluster that the tests run on. */
  abstract PathCluster start(Path directory) throws Exception;

  @BeforeAll
  void startCluster(@TempDir Path directory) throws Exception {
    cluster = start(directory);
    pools = Pools.connect(cluster.client());
  }

  @AfterEach
  void deletePools() {
    toDelete.forEach(TestPool::delete);
    toDelete.clear();
  }

  @AfterAll
  void stopCluster() {
    if (pools != null) { // null where there is no such cluster, and the tests are skipped
      pools.close();
      cluster.close();
    }
  }

  @Test
  void shouldReturnTheValueOfAClosureFromAnotherProcess() {
    // Given
    Pool pool = ready("closures", 1, 1, 5);
    String captured = "frame";
    int number = 10;

    // When
    Answer answer = pool.call(() -> new Answer(Work.pid(), captured + " " + number));

    // Then
    assertThat(answer.text()).isEqualTo("frame 10");
    assertThat(answer.pid()).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void shouldBringAnExceptionBackWithItsClassMessageAndRemoteStack() {
    // Given
    Pool pool = ready("exceptions", 1, 1, 5);

    // When
    Throwable thrown = catchThrowable(() -> pool.call(() -> Work.fail("frame 10")));

    // Then
    assertThat(thrown)
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot do frame 10")
        .hasCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("disk on fire")
        .hasStackTraceContaining("Work.fail");
  }

  @Test
  void shouldRefuseAClosureThatCannotBeSerializedBeforeAnythingIsSent() {
    // Given
    Pool pool = ready("captures", 1, 1, 5);
    Order order = new Order(new Customer(new Thread()));
    long placed = pool.stats().placed();

    // When
    Throwable thrown = catchThrowable(() -> pool.call(() -> order.toString()));

    // Then
    assertThat(thrown)
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("customer")
        .hasMessageContaining("session")
        .hasMessageContaining("java.lang.Thread");
    assertThat(pool.stats().placed()).isEqualTo(placed);
  }

  @Test
  void shouldLoseOnlyTheCallsOfAWorkerThatIsKilledAndReplaceIt() throws Exception {
    // Given
    TestPool declared = declare("killed", TestPool.spec(2, 2, 5)).awaitReady(2);
    Pool pool = pools.pool("killed");
    Gate gate = new Gate(folder);
    List<Future<Long>> calls =
        IntStream.range(0, 10).<Future<Long>>mapToObj(i -> gate.call(pool)).toList();
    gate.awaitCalls(10);
    ProcessHandle victim = TestPool.process(declared.pods().getFirst());

    // When
    victim.destroyForcibly();

    // Then
    AWAIT.until(() -> calls.stream().filter(Future::isDone).count() == 5);
    gate.open();
    int lost = 0;
    for (Future<Long> call : calls) {
      try {
        assertThat(call.get(30, TimeUnit.SECONDS)).isNotEqualTo(victim.pid());
      } catch (ExecutionException failed) {
        assertThat(failed).hasCauseInstanceOf(WorkerLostException.class);
        lost++;
      }
    }
    assertThat(lost).isEqualTo(5);
    declared.awaitReady(2);
    AWAIT.until(() -> pool.members().size() == 2);
    assertThat(pidsOf(pool, 20)).hasSize(2).doesNotContain(victim.pid());
  }

  @Test
  void shouldNeverRunMoreThanMaxConcurrencyInAWorker() {
    // Given
    Pool pool = ready("limits", 2, 2, 5);

    // When
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 200)
            .mapToObj(i -> pool.submit(() -> Work.peakWhileRunning(Duration.ofMillis(30))))
            .toList();

    // Then
    List<Integer> peaks = calls.stream().map(CompletableFuture::join).toList();
    assertThat(peaks).hasSize(200).allMatch(peak -> peak <= 5).contains(5);
  }

  @Test
  void shouldLoseNothingWhenAWorkerIsTerminated() throws Exception {
    // Given
    TestPool declared = declare("terminated", TestPool.spec(1, 2, 5)).awaitReady(2);
    Pool pool = pools.pool("terminated");
    Gate gate = new Gate(folder);
    List<Future<Long>> running =
        IntStream.range(0, 10).<Future<Long>>mapToObj(i -> gate.call(pool)).toList();
    gate.awaitCalls(10);
    ProcessHandle victim = TestPool.process(declared.pods().getFirst());

    // When
    victim.destroy();

    // Then
    AWAIT.until(() -> pool.members().stream().anyMatch(m -> m.state() == State.DRAINING));
    List<CompletableFuture<Long>> later =
        IntStream.range(0, 20).mapToObj(i -> pool.submit(Work::pid)).toList();
    gate.open();
    List<Long> pids = new ArrayList<>();
    for (Future<Long> call : running) {
      pids.add(call.get(30, TimeUnit.SECONDS));
    }
    assertThat(pids).hasSize(10).filteredOn(pid -> pid == victim.pid()).hasSize(5);
    assertThat(later).allSatisfy(call -> assertThat(call.join()).isNotEqualTo(victim.pid()));
    declared.awaitReady(2);
  }

  @Test
  void shouldPlaceAKeyInTheSamePartitionFromEveryProcess() throws Exception {
    // Given
    ready("keys", 4, 4, 5);
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "customer-" + i).toList();

    // When
    String first = KeyCaller.run(cluster.kubeconfig(), "keys", keys);
    String second = KeyCaller.run(cluster.kubeconfig(), "keys", keys);

    // Then
    assertThat(first).isEqualTo(second);
    assertThat(first.lines()).hasSize(20);
    assertThat(first.lines().map(line -> line.replaceAll(".* ", "")).distinct()).hasSize(4);
  }

  @Test
  void shouldStartAllWorkersAtOnce() throws IOException {
    // Given
    Path place = Files.createDirectory(folder.resolve("meeting"));
    Map<String, String> together =
        Map.of(StartTogether.MEETING_PLACE, place.toString(), StartTogether.PARTY_SIZE, "8");

    // When
    TestPool pool = declare("together", TestPool.spec(2, 8, 1, together));

    // Then
    pool.awaitReady(8);
  }

  @Test
  void shouldNotLetAHangingWorkerDelayTheOthers() {
    // When
    TestPool pool =
        declare("hanging", TestPool.spec(3, 3, 1, Map.of(StartTogether.HANGING_PARTITION, "0")));

    // Then
    pool.awaitReadyWorkers(2);
    assertThat(pools.pool("hanging").partition(1).call(Work::partition)).isEqualTo(1);
    assertThat(pools.pool("hanging").partition(2).call(Work::partition)).isEqualTo(2);
  }

  @Test
  void shouldGoOnWithoutTheApiServerAndReplaceNothingWhenItIsBack() throws Exception {
    // Given
    TestPool declared = declare("alone", TestPool.spec(2, 2, 5)).awaitReady(2);
    Pool pool = pools.pool("alone");
    pool.call(Work::pid);
    List<String> uids = declared.uids();
    AtomicBoolean back = new AtomicBoolean();
    FutureTask<Integer> calls = new FutureTask<>(() -> callUntil(pool, back));
    Thread.ofVirtual().start(calls);

    // When
    cluster.takeApiServerAway();
    await().timeout(Duration.ofSeconds(20)).pollDelay(Duration.ofSeconds(10)).until(() -> true);
    cluster.bringApiServerBack();

    // Then
    AWAIT.ignoreException(KubernetesClientException.class).until(() -> !declared.uids().isEmpty());
    declared.scale(3); // that it happens shows that the operator has caught up
    declared.awaitReady(3);
    back.set(true);
    assertThat(calls.get()).isGreaterThan(100);
    assertThat(declared.uids()).hasSize(3).containsAll(uids);
  }

  @Test
  void shouldScaleAndDelete() {
    // Given
    TestPool declared = declare("scaled", TestPool.spec(2, 2, 1)).awaitReady(2);
    List<ProcessHandle> processes = declared.pods().stream().map(TestPool::process).toList();

    // When
    declared.scale(5);
    declared.awaitReady(5);
    declared.scale(2);
    declared.awaitReady(2);
    declared.delete();

    // Then
    AWAIT.until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void shouldSayThatAPoolDoesNotExist() {
    assertThatThrownBy(() -> pools.pool("nowhere").call(Work::pid))
        .isInstanceOf(PoolNotFoundException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void shouldSayThatAPoolHasNoWorkers() {
    // Given
    declare("empty", TestPool.spec(1, 0, 1));
    Pool pool = pools.pool("empty").withQueueTimeout(Duration.ofMillis(300));

    // When
    Throwable thrown = catchThrowable(() -> pool.call(Work::pid));

    // Then
    assertThat(thrown).isInstanceOf(NoWorkersException.class).hasMessageContaining("empty");
  }

  @Test
  void shouldRefuseASpecOutOfBounds() {
    // Given
    PoolSpec spec = TestPool.spec(1, 1, 0);

    // When
    Throwable thrown = catchThrowable(() -> declare("unbounded", spec));

    // Then
    assertThat(thrown)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("spec.maxConcurrency")
        .hasMessageContaining("greater than or equal to 1");
  }

  private static int callUntil(Pool pool, AtomicBoolean enough) {
    int done = 0;
    while (!enough.get()) {
      pool.call(() -> Work.peakWhileRunning(Duration.ofMillis(10)));
      done++;
    }
    return done;
  }

  private TestPool declare(String name, PoolSpec spec) {
    TestPool pool = TestPool.declare(cluster.client(), name, spec);
    toDelete.add(pool);
    return pool;
  }

  private Pool ready(String name, int partitions, int replicas, int maxConcurrency) {
    declare(name, TestPool.spec(partitions, replicas, maxConcurrency)).awaitReady(replicas);
    Pool pool = pools.pool(name);
    AWAIT.until(() -> pool.members().size() == replicas);
    return pool;
  }

  private static Set<Long> pidsOf(Pool pool, int calls) {
    return IntStream.range(0, calls).mapToObj(i -> pool.submit(Work::pid)).toList().stream()
        .map(CompletableFuture::join)
        .collect(Collectors.toSet());
  }

  /** What a closure returns. */
  record Answer(long pid, String text) implements Serializable {}

  /** What a closure captures, with something in it that cannot be sent. */
  record Order(Customer customer) implements Serializable {}

  record Customer(Thread session) implements Serializable {}
}
