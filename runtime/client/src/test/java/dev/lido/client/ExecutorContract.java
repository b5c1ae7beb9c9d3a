package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.Gates;
import dev.lido.protocol.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the executor of every pool does, be it in a cluster or in one process. */
abstract class ExecutorContract {

  private static final Duration SOON = Duration.ofSeconds(5);

  abstract Pool pool(LocalSettings settings);

  private PoolExecutor executor() {
    return pool(PoolContract.ONE_SLOT).executor();
  }

  private static void awaitInside(String gate, int children) {
    await().untilAsserted(() -> assertThat(Gates.gate(gate).inside()).isEqualTo(children));
  }

  @Test
  void shouldRunLambdas() {
    String gate = Gates.newGate();
    try (PoolExecutor executor = executor()) {
      assertThat(executor.submit(() -> 42)).succeedsWithin(SOON).isEqualTo(42);
      executor.submit(() -> Gates.note(gate, 1)).join();
      executor.execute(() -> Gates.note(gate, 2));
    }
    assertThat(Gates.gate(gate).arrivals()).containsExactly(1, 2);
  }

  record Sum(int a, int b) implements Callable<Integer>, java.io.Serializable {
    @Override
    public Integer call() {
      return a + b;
    }
  }

  record Note(String gate, int who) implements Runnable, java.io.Serializable {
    @Override
    public void run() {
      Gates.note(gate, who);
    }
  }

  @Test
  void shouldRunSerializableTasksOfCodeThatKnowsExecutorsOnly() throws Exception {
    String gate = Gates.newGate();
    try (ExecutorService executor = executor()) {
      assertThat(executor.submit(new Sum(40, 2)).get()).isEqualTo(42);
      assertThat(executor.submit(new Note(gate, 1)).get()).isNull();
      assertThat(executor.submit(new Note(gate, 2), "done").get()).isEqualTo("done");
    }
    assertThat(Gates.gate(gate).arrivals()).containsExactly(1, 2);
  }

  record Holder(Object socket) implements Callable<Integer>, java.io.Serializable {
    @Override
    public Integer call() {
      return socket.hashCode();
    }
  }

  @Test
  void shouldNameWhatCannotBeSent() {
    ExecutorService executor = executor();
    Runnable plain = () -> {};
    assertThatThrownBy(() -> executor.execute(plain))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining(ExecutorContract.class.getName())
        .hasMessageContaining("declare a lambda as a Task or an Action");
    assertThatThrownBy(() -> executor.submit(new Holder(new Object())))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("Holder.socket (java.lang.Object)");
    executor.shutdown();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void shouldFailAsThePoolDoes() {
    try (PoolExecutor executor = executor()) {
      assertThat(executor.submit(() -> fail("boom")))
          .failsWithin(SOON)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(TaskFailedException.class)
          .havingRootCause()
          .withMessage("boom");
    }
  }

  @Test
  void shouldFinishWhatItTookBeforeItWasShutDown() throws InterruptedException {
    String gate = Gates.newGate();
    Pool pool = pool(PoolContract.ONE_SLOT);
    PoolExecutor executor = pool.executor();
    List<CompletableFuture<Integer>> taken =
        IntStream.range(0, 3).mapToObj(i -> executor.submit(() -> Gates.pass(gate, i))).toList();
    awaitInside(gate, 1);
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.awaitTermination(10, TimeUnit.MILLISECONDS)).isFalse();
    assertThatThrownBy(() -> executor.submit(() -> 1))
        .isInstanceOf(RejectedExecutionException.class);
    Gates.gate(gate).open();
    assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    assertThat(taken).allSatisfy(future -> assertThat(future).isCompleted());
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
  }

  @Test
  void shouldGiveBackWhatWasNotStarted() throws InterruptedException {
    String gate = Gates.newGate();
    PoolExecutor executor = executor();
    CompletableFuture<Integer> running = executor.submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    Future<Integer> waiting = executor.submit(new Sum(1, 2));
    Note note = new Note(gate, 7);
    executor.execute(note);
    List<Runnable> never = executor.shutdownNow();
    assertThat(never).hasSize(2).element(1).isSameAs(note);
    assertThat(waiting).isCancelled();
    assertThat(running).isCancelled();
    assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    assertThat(Gates.gate(gate).interrupted()).isEqualTo(1);
    assertThat(Gates.gate(gate).arrivals()).containsExactly(1);
    never.forEach(Runnable::run);
    assertThat(Gates.gate(gate).arrivals()).containsExactly(1, 7);
  }

  @Test
  void shouldNotBeTerminatedWhileACancelledChildRuns() throws InterruptedException {
    String gate = Gates.newGate();
    PoolExecutor executor = executor();
    CompletableFuture<Integer> stubborn = executor.submit(() -> Gates.passStubbornly(gate, 1));
    awaitInside(gate, 1);
    executor.shutdownNow();
    assertThat(stubborn).isCancelled();
    assertThat(executor.awaitTermination(50, TimeUnit.MILLISECONDS)).isFalse();
    Gates.gate(gate).open();
    assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldInvokeAll() throws Exception {
    try (PoolExecutor executor = executor()) {
      List<Task<Integer>> tasks = List.of(() -> 1, () -> fail("no"), () -> 3);
      List<Future<Integer>> futures = executor.invokeAll(tasks);
      assertThat(futures).allMatch(Future::isDone).hasSize(3);
      assertThat(futures.get(0).get()).isEqualTo(1);
      assertThatThrownBy(() -> futures.get(1).get())
          .hasCauseInstanceOf(TaskFailedException.class)
          .hasRootCauseMessage("no");
      assertThat(futures.get(2).get()).isEqualTo(3);
    }
  }

  @Test
  void shouldCancelWhatInvokeAllCannotFinishInTime() throws Exception {
    String gate = Gates.newGate();
    try (PoolExecutor executor = executor()) {
      List<Task<Integer>> tasks = List.of(() -> 1, () -> Gates.pass(gate, 2), () -> 3);
      List<Future<Integer>> futures = executor.invokeAll(tasks, 500, TimeUnit.MILLISECONDS);
      assertThat(futures).allMatch(Future::isDone);
      assertThatThrownBy(() -> futures.get(1).get()).isInstanceOf(CancellationException.class);
    }
    assertThat(Gates.gate(gate).inside()).isZero();
  }

  @Test
  void shouldInvokeAnyThatSucceeds() throws Exception {
    String gate = Gates.newGate();
    try (PoolExecutor executor = pool(LocalSettings.DEFAULTS).executor()) {
      List<Task<Integer>> tasks =
          List.of(() -> fail("no"), () -> Gates.pass(gate, 2), () -> 3, () -> fail("no"));
      assertThat(executor.<Integer>invokeAny(tasks)).isEqualTo(3);
      List<Task<Integer>> failing = List.of(() -> fail("no"), () -> fail("no"));
      assertThatThrownBy(() -> executor.invokeAny(failing))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TaskFailedException.class);
      List<Task<Integer>> slow = List.of(() -> Gates.pass(gate, 2));
      assertThatThrownBy(() -> executor.invokeAny(slow, 50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> executor.invokeAny(List.<Task<Integer>>of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Gates.gate(gate).inside()).isZero();
  }

  private static Integer fail(String why) {
    throw new IllegalStateException(why);
  }
}
