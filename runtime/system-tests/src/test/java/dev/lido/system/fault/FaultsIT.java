package dev.lido.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.lido.client.CodeMismatchException;
import dev.lido.client.LocalSettings;
import dev.lido.client.Phase;
import dev.lido.client.Pool;
import dev.lido.client.PoolException;
import dev.lido.client.RemoteFailure;
import dev.lido.client.TaskFailedException;
import dev.lido.client.TaskNotSerializableException;
import dev.lido.client.TaskTimeoutException;
import dev.lido.client.WorkerLostException;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.protocol.task.Task;
import dev.lido.system.process.BreakableWorker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers get, each from a real cause, of worker processes that may be broken. */
@Timeout(60)
class FaultsIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static BreakableWorker good;
  private final List<BreakableWorker> workers = new ArrayList<>();
  private final TestWorkers pool = new TestWorkers(LocalSettings.DEFAULTS.withReplicas(0));

  @BeforeAll
  static void startGoodWorker(@TempDir Path only) throws IOException {
    compile(only, "Value", "implements java.io.Serializable");
    compile(only, "Failure", "extends RuntimeException");
    good =
        BreakableWorker.named("good").slots(8).classes(only).jvm("-Xmx256m").start().awaitReady();
  }

  private static void compile(Path folder, String name, String kind) throws IOException {
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, "package only; public class %s %s {}".formatted(name, kind));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    assertThat(result).isZero();
  }

  @AfterAll
  static void endGoodWorker() {
    good.close();
  }

  @AfterEach
  void close() {
    pool.close();
    workers.forEach(BreakableWorker::close);
  }

  private BreakableWorker start(BreakableWorker.Setting setting) throws IOException {
    BreakableWorker worker = setting.start().awaitReady();
    workers.add(worker);
    return worker;
  }

  private Pool use(BreakableWorker worker) {
    pool.members().add(worker.address());
    return pool.pool().withTimeout(Duration.ofSeconds(10));
  }

  @Test
  void shouldSayAllOfAWorkerThatWasKilled() throws Exception {
    // Given
    BreakableWorker worker = start(BreakableWorker.named("doomed"));
    Pool calls = use(worker);
    CompletableFuture<String> call = calls.submit(Mishaps::sleepForEver);
    await().until(() -> calls.stats().inFlight() == 1);

    // When
    worker.kill();

    // Then
    assertThat(failure(call))
        .isInstanceOfSatisfying(
            WorkerLostException.class,
            lost -> {
              assertThat(lost.worker()).contains("doomed");
              assertThat(lost.partition()).hasValue(0);
              assertThat(lost.phase()).isEqualTo(Phase.PLACED);
              assertThat(lost.retrySafe()).isFalse();
            })
        .hasMessageStartingWith("pool default/test, partition 0, worker doomed: the worker or the")
        .hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void shouldNameTheChildThatCalledExit() throws Exception {
    // Given
    BreakableWorker worker = start(BreakableWorker.named("exiting"));
    Pool calls = use(worker);
    CompletableFuture<String> bystander = calls.submit(Mishaps::sleepForEver);
    await().until(() -> calls.stats().inFlight() == 1);

    // When
    CompletableFuture<String> culprit = calls.submit(() -> Mishaps.exit(7));

    // Then
    for (CompletableFuture<String> call : List.of(culprit, bystander)) {
      assertThat(failure(call))
          .isInstanceOf(WorkerLostException.class)
          .hasMessageContaining("the worker ends: child ")
          .hasMessageContaining("(" + FaultsIT.class.getName() + ")")
          .hasMessageContaining("called System.exit");
    }
    assertThat(worker.exitCode()).isEqualTo(7);
  }

  @Test
  void shouldPlaceElsewhereWhatAWorkerNeverGotThatStoppedReading() throws Exception {
    // Given
    BreakableWorker stopped = start(BreakableWorker.named("stopped").slots(30));
    Pool calls = use(stopped);
    calls.call(() -> 1);
    byte[] large = new byte[1_000_000];
    stopped.halt();
    List<CompletableFuture<Integer>> placed =
        IntStream.range(0, 30).mapToObj(i -> calls.submit(() -> large.length)).toList();
    await().until(() -> calls.stats().inFlight() == 30);

    // When
    pool.members().add(good.address());
    await().until(() -> calls.members().size() == 2);
    stopped.kill();

    // Then
    int elsewhere = 0;
    for (CompletableFuture<Integer> call : placed) {
      Throwable failure = catchThrowable(() -> call.get(20, TimeUnit.SECONDS));
      if (failure == null) {
        elsewhere++;
      } else {
        assertThat(failure).hasCauseInstanceOf(WorkerLostException.class);
      }
    }
    assertThat(elsewhere).isBetween(10, 30);
  }

  @Test
  void shouldEndACallInTimeOfAWorkerThatStoppedReading() throws Exception {
    // Given
    BreakableWorker worker = start(BreakableWorker.named("asleep"));
    Pool calls = use(worker);
    calls.call(() -> 1);
    worker.halt();

    // When
    long before = System.nanoTime();
    Throwable failure =
        catchThrowable(() -> calls.withTimeout(Duration.ofMillis(500)).call(() -> 2));

    // Then
    assertThat(failure).isInstanceOf(TaskTimeoutException.class).hasMessageContaining("asleep");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2_500));
    worker.go();
    assertThat(calls.<Integer>call(() -> 3)).isEqualTo(3);
  }

  @Test
  void shouldLoseNothingInACutThatHeals() throws Exception {
    try (FaultyProxy proxy = new FaultyProxy(good.port())) {
      // Given
      pool.members().add(proxy.address());
      Pool calls = pool.pool();
      calls.call(() -> 0);

      // When
      proxy.freeze();
      List<CompletableFuture<Integer>> placed =
          IntStream.range(0, 8).mapToObj(i -> calls.submit(() -> i)).toList();
      assertThat(placed.getFirst().completeOnTimeout(-1, 1, TimeUnit.SECONDS).join()).isEqualTo(-1);
      proxy.thaw();

      // Then
      for (int i = 1; i < 8; i++) {
        assertThat(placed.get(i)).succeedsWithin(SOON).isEqualTo(i);
      }
    }
  }

  @Test
  void shouldLoseOnlyWhatRanWhenAFrameIsCutInTheMiddle() throws Exception {
    try (FaultyProxy proxy = new FaultyProxy(good.port())) {
      // Given
      pool.members().add(proxy.address());
      Pool calls = pool.pool();
      byte[] large = new byte[1_000_000];
      calls.call(() -> 0);

      // When
      proxy.cutAfter(300_000);
      Throwable failure = catchThrowable(() -> calls.call(() -> large.length));

      // Then
      assertThat(failure == null || failure instanceof WorkerLostException)
          .as("%s", failure)
          .isTrue();
      assertThat(calls.<Integer>call(() -> large.length)).isEqualTo(large.length);
    }
  }

  @Test
  void shouldTakeErrorsForTheChildsOwnFailures() {
    Pool calls = use(good);

    assertThat(failure(calls.submit(Mishaps::overflow)))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(failure(calls.submit(Mishaps::exhaust)))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("OutOfMemoryError");
    assertThat(failure(calls.submit(Mishaps::initialize)))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(ExceptionInInitializerError.class)
        .hasRootCauseMessage("no licence");
    assertThat(failure(calls.submit(Mishaps::initialize)))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(NoClassDefFoundError.class)
        .hasStackTraceContaining("no licence");
    assertThat(failure(calls.submit(Mishaps::fillDisk)))
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
    assertThat(calls.<Integer>call(() -> 42)).isEqualTo(42);
  }

  @Test
  void shouldSayThatAClassOfTheClosureCannotBeInitialized() {
    Pool calls = use(good);
    Task<String> task = new Mishaps.Unlicensed();

    for (int i = 0; i < 2; i++) {
      assertThat(catchThrowable(() -> calls.call(task)))
          .isInstanceOf(CodeMismatchException.class)
          .hasMessageContaining("static initialiser")
          .satisfies(failure -> assertThat(((PoolException) failure).retrySafe()).isTrue());
    }
  }

  @Test
  void shouldGoOnWhenTheLogsDiskIsFull() throws Exception {
    BreakableWorker worker =
        start(BreakableWorker.named("mute").output(new File("/dev/full")).slots(2));
    Pool calls = use(worker);

    assertThat(calls.<Integer>call(() -> Mishaps.print(10_000))).isEqualTo(10_000);
    assertThat(calls.<Integer>call(() -> 1)).isEqualTo(1);
  }

  @Test
  void shouldSayThatAValueCannotBeSentOrRead() {
    Pool calls = use(good);

    assertThat(failure(calls.submit(() -> Mishaps.make("java.lang.Object"))))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("java.lang.Object")
        .hasMessageContaining("worker good");
    assertThat(failure(calls.submit(() -> Mishaps.make("only.Value"))))
        .isInstanceOf(CodeMismatchException.class)
        .hasMessageContaining("only.Value")
        .satisfies(
            failure -> {
              assertThat(((PoolException) failure).phase()).isEqualTo(Phase.RUNNING);
              assertThat(((PoolException) failure).retrySafe()).isFalse();
            });
  }

  @Test
  void shouldStandInForAnExceptionThatCannotBeRead() {
    assertThat(failure(use(good).submit(() -> Mishaps.throwNew("only.Failure"))))
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            standIn -> assertThat(standIn.className()).isEqualTo("only.Failure"))
        .hasStackTraceContaining("Mishaps.throwNew");
  }

  @Test
  void shouldAnswerTheKubeletAndKeepDeadlinesUnderBusyChildren() throws Exception {
    // Given
    Pool calls = use(good).withTimeout(Duration.ofSeconds(2));
    List<CompletableFuture<String>> busy =
        IntStream.range(0, 8).mapToObj(i -> calls.submit(Mishaps::spin)).toList();
    await().until(() -> calls.stats().inFlight() == 8);

    // When
    int live = good.health("livez");

    // Then
    assertThat(live).isEqualTo(200);
    for (CompletableFuture<String> call : busy) {
      assertThat(failure(call)).isInstanceOf(TaskTimeoutException.class);
    }
    assertThat(calls.<Integer>call(() -> 1)).isEqualTo(1);
  }

  @Test
  void shouldHurtNobodyBySendingGarbage() throws IOException {
    Pool calls = use(good);
    calls.call(() -> 1);

    Mishaps.sendGarbage(good.port());

    assertThat(calls.<Integer>call(() -> 2)).isEqualTo(2);
    assertThat(good.isAlive()).isTrue();
  }

  private static Throwable failure(CompletableFuture<?> call) {
    assertThat(call).failsWithin(SOON);
    return call.exceptionNow();
  }
}
