package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.TestWorkers;
import dev.lido.client.testkit.WorkerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What children print in a worker that is a process of its own, as a pod runs it. */
class OutputIT {

  private static final int LINES = 1_000_000;
  private static final String TAIL = " ".repeat(92);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final TestWorkers callers = TestWorkers.unknown();
  private final ConcurrentLinkedQueue<OutputLine> lines = new ConcurrentLinkedQueue<>();
  private final CountDownLatch awake = new CountDownLatch(1);
  private WorkerProcess worker;
  private Pool pool;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    worker = new WorkerProcess("printer", folder, List.of(), Map.of());
    callers.members().settings(TestWorkers.callSettings(LocalSettings.DEFAULTS));
    callers.members().add(worker.address());
    pool = callers.pool().withTimeout(SOON);
    await().atMost(SOON).until(() -> !pool.members().isEmpty());
  }

  @AfterEach
  void stop() {
    awake.countDown();
    callers.close();
    worker.close();
  }

  @Test
  void shouldGoToItsCallerAndToTheWorkersLog() throws IOException {
    pool.withOutput(lines::add).call(() -> say("it is listened to"));
    pool.withoutOutput().call(() -> say("nobody listens"));

    assertThat(lines)
        .extracting(OutputLine::text)
        .containsExactly("it is listened to", "it is listened to, and how: é");
    assertThat(Files.readAllLines(worker.outputFile()))
        .contains("it is listened to", "it is listened to, and how: é", "nobody listens");
  }

  private static int say(String what) {
    System.out.println(what);
    System.err.print(what + ", and how: é");
    return 0;
  }

  @Test
  void shouldNeverHoldUpTheChildNorOthersWhoeverListens() throws Exception {
    long unheard = pool.withoutOutput().call(() -> print(LINES / 10)) * 10L;
    Pool slow = pool.withOutput(this::listenLate);

    CompletableFuture<Integer> flood = slow.submit(() -> print(LINES));
    long slowest = 0;
    while (!flood.isDone()) {
      slowest = Math.max(slowest, nanosOf(pool.submit(() -> 1)));
    }
    long listened = flood.get();
    awake.countDown();

    assertThat(Duration.ofMillis(listened))
        .isLessThan(Duration.ofMillis(unheard).multipliedBy(4).plusSeconds(2));
    assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
    await().untilAsserted(() -> assertThat(last()).isEqualTo(LINES + TAIL));
    assertThat(lines.stream().mapToLong(line -> line.lost() == 0 ? 1 : line.lost()).sum())
        .isEqualTo(LINES);
    assertThat(numberOfLines()).isEqualTo(LINES / 10 + LINES);
  }

  private static long nanosOf(CompletableFuture<Integer> call) {
    long begin = System.nanoTime();
    assertThat(call).succeedsWithin(SOON);
    return System.nanoTime() - begin;
  }

  /** Returns the milliseconds that it took. */
  private static int print(int lines) {
    long begin = System.nanoTime();
    for (int i = 1; i <= lines; i++) {
      System.out.println(i + TAIL);
    }
    return (int) Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  private void listenLate(OutputLine line) {
    try {
      awake.await();
      lines.add(line);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private String last() {
    List<OutputLine> all = List.copyOf(lines);
    return all.isEmpty() ? "" : all.getLast().text();
  }

  private long numberOfLines() throws IOException {
    try (Stream<String> log = Files.lines(worker.outputFile(), StandardCharsets.UTF_8)) {
      return log.filter(line -> line.endsWith(TAIL)).count();
    }
  }
}
