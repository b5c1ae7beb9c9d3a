package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.Builds;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.client.testkit.WorkerProcess;
import dev.lido.protocol.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool in an update of the application: its workers have two versions of one class. */
class CodeVersionIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path dir;
  private final TestWorkers workers = new TestWorkers(LocalSettings.DEFAULTS.withReplicas(0));
  private Path first;
  private Path second;

  @BeforeEach
  void build() throws IOException {
    first = Builds.build(dir, "first");
    second = Builds.build(dir, "second");
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private WorkerProcess start(String name, Path build) throws IOException {
    return new WorkerProcess(name, dir, List.of(build), Map.of());
  }

  private void list(WorkerProcess worker) {
    workers.members().add(worker.awaitReady().address());
  }

  @Test
  void shouldRunAClosureOnlyInWorkersThatHaveItsVersion() throws IOException {
    // Given
    Task<String> ofFirst = Builds.closure(first);
    Task<String> ofSecond = Builds.closure(second);
    Pool pool = workers.pool();
    try (WorkerProcess old = start("old", first);
        WorkerProcess updated = start("updated", second)) {
      list(old);
      list(updated);
      await().untilAsserted(() -> assertThat(pool.members()).hasSize(2));

      // When
      List<CompletableFuture<String>> firsts = calls(pool, ofFirst);
      List<CompletableFuture<String>> seconds = calls(pool, ofSecond);

      // Then
      assertThat(firsts).allSatisfy(is("made by first, run in old"));
      assertThat(seconds).allSatisfy(is("made by second, run in updated"));
    }
  }

  private static List<CompletableFuture<String>> calls(Pool pool, Task<String> task) {
    return Stream.generate(() -> pool.submit(task)).limit(50).toList();
  }

  private static org.assertj.core.api.ThrowingConsumer<CompletableFuture<String>> is(String value) {
    return call -> assertThat(call).succeedsWithin(SOON).isEqualTo(value);
  }

  @Test
  void shouldWaitForAWorkerOfItsVersionAndThenNameBoth() throws IOException {
    // Given
    Task<String> ofSecond = Builds.closure(second);
    Pool pool = workers.pool();
    try (WorkerProcess old = start("old", first);
        WorkerProcess updated = start("updated", second)) {
      list(old);
      await().untilAsserted(() -> assertThat(pool.members()).hasSize(1));
      long begin = System.nanoTime();

      // When
      Duration wait = Duration.ofMillis(500);
      assertThatThrownBy(() -> pool.withQueueTimeout(wait).call(ofSecond))

          // Then
          .isInstanceOfSatisfying(
              CodeMismatchException.class,
              failure -> assertThat(failure.retrySafe() && failure.worker().isPresent()).isTrue())
          .hasMessageFindingMatch("version \\p{XDigit}{16} of class Shop")
          .hasMessageFindingMatch("version \\p{XDigit}{16} \\(of " + first + "\\)")
          .hasMessageContaining("the caller's class is of " + second);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(wait);
      assertThatThrownBy(() -> pool.withQueueTimeout(Duration.ZERO).call(ofSecond))
          .isInstanceOf(CodeMismatchException.class);

      // When
      CompletableFuture<String> waiting = pool.submit(ofSecond);
      list(updated);

      // Then
      assertThat(waiting).satisfies(is("made by second, run in updated"));
      assertThat(pool.stats().waiting()).isZero();
    }
  }
}
