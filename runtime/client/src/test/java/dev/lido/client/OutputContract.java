package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.OutputLine.Stream;
import dev.lido.client.testkit.Gates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What children print, be it in a cluster or in one process. */
abstract class OutputContract {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final ConcurrentLinkedQueue<OutputLine> lines = new ConcurrentLinkedQueue<>();

  abstract Pool pool(LocalSettings settings);

  private void takeSlowly(OutputLine line) {
    LockSupport.parkNanos(5_000_000);
    lines.add(line);
  }

  private List<String> texts() {
    return lines.stream().map(OutputLine::text).toList();
  }

  @Test
  void shouldComeBeforeTheResultFromBothStreamsInOrder() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    String worker =
        pool.withOutput(lines::add)
            .call(
                () -> {
                  System.out.println("one");
                  System.err.println("two");
                  System.out.print("three\r\nfour, ");
                  System.out.printf("%d%n%n", 5);
                  System.out.print("no end");
                  return dev.lido.protocol.task.WorkerContext.current().orElseThrow().worker();
                });
    assertThat(lines)
        .containsExactly(
            new OutputLine(Stream.OUT, "one", worker, 0),
            new OutputLine(Stream.ERR, "two", worker, 0),
            new OutputLine(Stream.OUT, "three", worker, 0),
            new OutputLine(Stream.OUT, "four, 5", worker, 0),
            new OutputLine(Stream.OUT, "", worker, 0),
            new OutputLine(Stream.OUT, "no end", worker, 0));
  }

  @Test
  void shouldComeWhileTheChildRuns() {
    String gate = Gates.newGate();
    CompletableFuture<Integer> call =
        pool(LocalSettings.DEFAULTS)
            .withOutput(lines::add)
            .submit(
                () -> {
                  System.out.println("live");
                  return Gates.pass(gate, 0);
                });
    await().untilAsserted(() -> assertThat(texts()).containsExactly("live"));
    assertThat(call).isNotDone();
    Gates.gate(gate).open();
    assertThat(call).succeedsWithin(SOON);
  }

  @Test
  void shouldGoToItsOwnCallerOnly() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    List<List<String>> heard = new ArrayList<>();
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<String> own = new ArrayList<>();
      heard.add(own);
      int who = i;
      calls.add(pool.withOutput(line -> own.add(line.text())).submit(() -> chat(who)));
    }
    calls.forEach(call -> assertThat(call).succeedsWithin(SOON));
    for (int i = 0; i < 5; i++) {
      String mine = "I am " + i;
      assertThat(heard.get(i)).hasSize(200).allMatch(mine::equals);
    }
  }

  private static int chat(int who) {
    for (int i = 0; i < 200; i++) {
      System.out.print("I am ");
      System.out.println(who);
    }
    return who;
  }

  @Test
  void shouldComeFromThreadsThatTheChildStarts() {
    pool(LocalSettings.DEFAULTS).withOutput(lines::add).call(OutputContract::printFromThreads);
    assertThat(texts()).containsExactlyInAnyOrder("platform", "virtual", "pool", "grandchild");
  }

  private static int printFromThreads() throws Exception {
    Thread.ofPlatform().start(() -> System.out.println("platform")).join();
    Thread.ofVirtual().start(() -> System.out.println("virtual")).join();
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      pool.submit(() -> System.out.println("pool")).get();
      Thread thread =
          pool.submit(() -> Thread.ofVirtual().start(() -> System.out.println("grandchild"))).get();
      thread.join();
    }
    return 0;
  }

  @Test
  void shouldEndWithTheChild() {
    String gate = Gates.newGate();
    pool(LocalSettings.DEFAULTS)
        .withOutput(lines::add)
        .call(
            () -> {
              Thread.ofVirtual()
                  .start(
                      () -> {
                        Gates.passStubbornly(gate, 1);
                        System.out.println("too late");
                        Gates.note(gate, 2);
                      });
              System.out.println("in time");
              return 0;
            });
    Gates.gate(gate).open();
    await().untilAsserted(() -> assertThat(Gates.gate(gate).arrivals()).endsWith(2));
    assertThat(texts()).containsExactly("in time");
  }

  @Test
  void shouldKeepCharactersWhole() {
    String text = "déjà vu € 🙂";
    pool(LocalSettings.DEFAULTS)
        .withOutput(lines::add)
        .call(
            () -> {
              for (byte one : (text + "\n").getBytes(StandardCharsets.UTF_8)) {
                System.out.write(one);
              }
              System.out.println("🙂".repeat(10_000));
              return 0;
            });
    assertThat(texts().getFirst()).isEqualTo(text);
    List<String> pieces = texts().subList(1, texts().size());
    assertThat(pieces).hasSize(3).allMatch(piece -> piece.matches("(🙂)+"));
    assertThat(String.join("", pieces)).isEqualTo("🙂".repeat(10_000));
  }

  @Test
  void shouldCountWhatASlowConsumerMisses() {
    CountDownLatch awake = new CountDownLatch(1);
    int all = 20_000;
    Pool pool = pool(LocalSettings.DEFAULTS);
    int printed = pool.withOutput(line -> keepOnce(awake, line)).call(() -> count(all));
    assertThat(printed).isEqualTo(all);
    awake.countDown();
    await().untilAsserted(() -> assertThat(texts()).endsWith(lastOf(all)));
    long lost = lines.stream().mapToLong(OutputLine::lost).sum();
    long came = lines.stream().filter(line -> line.lost() == 0).count();
    assertThat(lost).isPositive();
    assertThat(lost + came).isEqualTo(all);
    assertThat(lines)
        .filteredOn(line -> line.lost() > 0)
        .allMatch(mark -> mark.text().contains(mark.lost() + " lines lost"));
  }

  private void keepOnce(CountDownLatch awake, OutputLine line) {
    try {
      awake.await();
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
    lines.add(line);
  }

  private static int count(int to) {
    String tail = " ".repeat(80);
    for (int i = 1; i <= to; i++) {
      System.out.println(i + tail);
    }
    return to;
  }

  private static String lastOf(int all) {
    return all + " ".repeat(80);
  }

  @Test
  void shouldGoOnWhenAConsumerThrows() {
    pool(LocalSettings.DEFAULTS)
        .withOutput(
            line -> {
              lines.add(line);
              throw new IllegalStateException("the consumer of a test");
            })
        .call(() -> count(3));
    assertThat(lines).hasSize(3);
  }

  @Test
  void shouldNotBeSentWhereNobodyListens() {
    Pool heard = pool(LocalSettings.DEFAULTS).withOutput(lines::add);
    int printed = heard.withoutOutput().call(() -> count(3));
    assertThat(printed).isEqualTo(3);
    heard.call(
        () -> {
          System.out.println("before");
          int inner = Pool.local().withoutOutput().call(() -> count(1));
          System.out.println("after");
          return inner;
        });
    assertThat(texts()).containsExactly("before", "after");
  }

  @Test
  void shouldSurviveACloseOfSystemOut() {
    Pool pool = pool(LocalSettings.DEFAULTS).withOutput(lines::add);
    pool.call(
        () -> {
          System.out.close();
          System.out.println("still there");
          return 0;
        });
    pool.call(() -> count(1));
    assertThat(texts()).containsExactly("still there", lastOf(1));
  }

  @Test
  void shouldComeFromPlacedChildren() {
    Pool pool = pool(LocalSettings.DEFAULTS).withOutput(this::takeSlowly);
    Child child = pool.placeChild(() -> count(20));
    CompletableFuture<Integer> taken = child.monitor().thenApply(end -> lines.size());
    assertThat(taken).as("lines taken when its end was told").succeedsWithin(SOON).isEqualTo(20);
    assertThat(child.monitor()).succeedsWithin(SOON).isInstanceOf(ChildEnd.Returned.class);
  }

  @Test
  void shouldGoThroughAChildThatCallsToItsOwnCaller() {
    pool(LocalSettings.DEFAULTS)
        .withOutput(lines::add)
        .call(
            () -> {
              System.out.println("outer");
              int inner = Pool.local().call(() -> count(1));
              System.out.println("inner has ended");
              return inner;
            });
    assertThat(texts()).containsExactly("outer", lastOf(1), "inner has ended");
  }

  @Test
  void shouldNotMixLinesOfManyThreads() {
    pool(LocalSettings.DEFAULTS)
        .withOutput(lines::add)
        .call(
            () -> {
              List<Thread> threads =
                  IntStream.range(0, 8)
                      .mapToObj(i -> Thread.ofVirtual().start(() -> chatLines(i)))
                      .toList();
              for (Thread thread : threads) {
                thread.join();
              }
              return 0;
            });
    for (int i = 0; i < 8; i++) {
      String mine = "I am " + i;
      assertThat(texts()).filteredOn(mine::equals).hasSize(100);
    }
  }

  private static void chatLines(int who) {
    for (int i = 0; i < 100; i++) {
      System.out.println("I am " + who);
    }
  }
}
