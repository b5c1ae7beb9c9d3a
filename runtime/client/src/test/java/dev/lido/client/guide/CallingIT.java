package dev.lido.client.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.Child;
import dev.lido.client.ChildEnd;
import dev.lido.client.Pool;
import dev.lido.client.PoolFullException;
import dev.lido.client.Pools;
import dev.lido.client.TaskFailedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs all that docs/calling.md shows, and sees that the page shows what is run. */
class CallingIT {

  private static final BigInteger ELEVEN = BigInteger.valueOf(11);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path folder;
  private static GuideCluster cluster;
  private static Pools pools;
  private static Pool pool;

  @BeforeAll
  static void start() throws IOException {
    cluster = new GuideCluster(folder);
    pools = Pools.connect();
    pool = pools.pool("primes");
    await().atMost(SOON).until(() -> pool.members().size() == 2);
  }

  @AfterAll
  static void stop() {
    pools.close();
    cluster.close();
  }

  private static List<Child> takeSlots(Pool view, int slots) {
    List<Child> taken = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      taken.add(view.placeChild(CallingIT::rest));
    }
    return taken;
  }

  /** Holds its slot until it is stopped. */
  private static int rest() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  private static void free(List<Child> slots) {
    slots.forEach(
        child -> assertThat(child.stop()).succeedsWithin(SOON).isEqualTo(new ChildEnd.Stopped()));
  }

  @Test
  void shouldShowOnlyWhatIsRun() throws IOException {
    Path home = Path.of(System.getProperty("lido.home"));
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(home.resolve("docs/calling.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    List<String> sources = new ArrayList<>();
    for (String name : List.of("Snippets", "NextPrime", "Shared")) {
      Path folder = home.resolve("runtime/client/src/test/java/dev/lido/client/guide");
      sources.add(unindented(Files.readString(folder.resolve(name + ".java"))));
    }
    assertThat(blocks)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            block -> assertThat(sources).anyMatch(source -> source.contains(unindented(block))));
  }

  private static String unindented(String code) {
    return code.replaceAll("(?m)^ +", "");
  }

  @Test
  void shouldCall() {
    assertThat(Snippets.prime(512).bitLength()).isEqualTo(513);
    assertThat(Snippets.captures(pool)).hasSize(2).startsWith(ELEVEN);
    Path file = folder.resolve("called");
    Snippets.noValue(pool, file.toString());
    assertThat(file).hasContent("done");
    assertThat(Snippets.whoCalls(pool)).isEqualTo("called by " + Thread.currentThread().getName());
    assertThat(Snippets.named(pool)).containsExactly(11);
  }

  @Test
  void shouldSubmitAndCast() {
    assertThat(Snippets.submit(pool))
        .hasSize(3)
        .allSatisfy(prime -> assertThat(prime).succeedsWithin(SOON));
    Path file = folder.resolve("cast");
    Snippets.cast(pool, file.toString());
    await().untilAsserted(() -> assertThat(file).hasContent("done"));
  }

  @Test
  void shouldStopAPlacedChildFromElsewhere() {
    String id = Snippets.place(pool);
    try (Pools others = Pools.connect()) {
      assertThat(Snippets.stop(others.pool("primes"), id)).isEqualTo("it was stopped");
    }
  }

  @Test
  void shouldBeAnExecutor() throws Exception {
    assertThat(Snippets.executor(pool)).isEqualTo(ELEVEN);
    assertThat(Snippets.anyExecutor(pool)).isEqualTo(ELEVEN);
  }

  @Test
  void shouldHaveViews() {
    List<Integer> partitions = Snippets.views(pool);
    assertThat(partitions.getFirst()).isEqualTo(partitions.getLast());
  }

  @Test
  void shouldInterruptAtTheDeadlineAndWhenCancelled() {
    assertThat(Snippets.rest(pool)).startsWith("interrupted in primes-");
    assertThat(Snippets.submitted(pool)).isCancelled();
    await().untilAsserted(() -> assertThat(pool.stats().inFlight()).isZero());
  }

  @Test
  void shouldTellWhatFailed() {
    assertThatThrownBy(() -> Snippets.run(pool, () -> BigInteger.ONE.divide(BigInteger.ZERO)))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldNotWaitForAFullPoolUnlessAsked() {
    List<Child> slots = takeSlots(pool, GuideCluster.SLOTS);
    assertThat(Snippets.ifThereIsRoom(pool)).isEmpty();
    Pool hasty = pool.withQueueTimeout(Duration.ZERO);
    CompletableFuture<BigInteger> patient =
        CompletableFuture.supplyAsync(() -> Snippets.run(hasty, () -> ELEVEN));
    await().untilAsserted(() -> assertThat(pool.stats().waiting()).isEqualTo(1));
    free(slots);
    assertThat(patient).succeedsWithin(SOON).isEqualTo(ELEVEN);
    assertThat(Snippets.ifThereIsRoom(pool)).contains(ELEVEN);
  }

  @Test
  void shouldCallFromAChildAndGiveUpWhereThePoolIsFull() {
    Pool outer = pool.partition(0).withTimeout(PATIENCE);
    assertThat(Snippets.nested(outer, PATIENCE)).isEqualTo(ELEVEN);
    List<Child> slots = takeSlots(pool.partition(0), GuideCluster.SLOTS / 2 - 1);
    slots.addAll(takeSlots(pool.partition(1), GuideCluster.SLOTS / 2));
    assertThatThrownBy(() -> Snippets.nested(outer, Duration.ofMillis(500)))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(PoolFullException.class);
    free(slots);
  }

  @Test
  void shouldHearAndKnowAndMeter() {
    assertThat(Snippets.output(pool))
        .singleElement()
        .asString()
        .matches("primes-\\d: half of it is done");
    assertThat(Snippets.context(pool)).matches("primes-\\d of primes, for PT\\S+");
    assertThat(Snippets.mdc(pool)).isEqualTo("r-7");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Snippets.meters(pools, registry);
    assertThat(registry.get("lido.client.capacity").gauge().value()).isEqualTo(GuideCluster.SLOTS);
  }

  @Test
  void shouldNeedNoCluster() {
    assertThat(Snippets.local()).isEqualTo(ELEVEN);
  }

  @Test
  void shouldServeVirtualThreads() {
    List<Future<BigInteger>> all = Snippets.threads(pool);
    assertThat(all).hasSize(100).allMatch(one -> one.state() == Future.State.SUCCESS);
  }
}
