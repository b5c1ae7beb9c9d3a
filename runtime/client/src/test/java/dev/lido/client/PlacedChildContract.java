package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.Gates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What becomes of placed children, be it in a cluster or in one process. */
abstract class PlacedChildContract {

  static final Duration SOON = Duration.ofSeconds(5);

  abstract Pool pool(LocalSettings settings);

  static void awaitInside(String gate, int children) {
    await().untilAsserted(() -> assertThat(Gates.gate(gate).inside()).isEqualTo(children));
  }

  @Test
  void shouldTakeASlotUntilItEnds() {
    String gate = Gates.newGate();
    Pool pool = pool(PoolContract.ONE_SLOT.withTaskTimeout(Duration.ofMillis(200)));
    Child child = pool.placeChild(() -> Gates.pass(gate, 1));
    assertThat(child.worker()).isEqualTo(pool.members().getFirst().worker());
    assertThatThrownBy(() -> pool.withQueueTimeout(Duration.ofMillis(300)).call(() -> 1))
        .isInstanceOf(PoolFullException.class);
    CompletableFuture<ChildEnd> end = child.monitor();
    assertThat(end).isNotDone();
    Gates.gate(gate).open();
    assertThat(end).succeedsWithin(SOON).isEqualTo(new ChildEnd.Returned());
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
    assertThat(child.monitor()).succeedsWithin(SOON).isEqualTo(new ChildEnd.Returned());
  }

  @Test
  void shouldStop() {
    String gate = Gates.newGate();
    Pool pool = pool(LocalSettings.DEFAULTS);
    Child child = pool.placeChild(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    Child handle = pool.child(ChildId.parse(child.id().toString()));
    assertThat(handle).isEqualTo(child);
    assertThat(handle.stop()).succeedsWithin(SOON).isEqualTo(new ChildEnd.Stopped());
    assertThat(Gates.gate(gate).interrupted()).isEqualTo(1);
    assertThat(child.stop()).succeedsWithin(SOON).isEqualTo(new ChildEnd.Stopped());
  }

  @Test
  void shouldTellAllWhoAsk() {
    String gate = Gates.newGate();
    Pool pool = pool(LocalSettings.DEFAULTS);
    Child child = pool.placeChild(() -> Gates.pass(gate, 1));
    CompletableFuture<ChildEnd> first = child.monitor();
    CompletableFuture<ChildEnd> given = child.monitor();
    given.cancel(true);
    CompletableFuture<ChildEnd> last = pool.child(child.id()).stop();
    assertThat(first).succeedsWithin(SOON).isEqualTo(new ChildEnd.Stopped());
    assertThat(last).succeedsWithin(SOON).isEqualTo(new ChildEnd.Stopped());
  }

  @Test
  void shouldTellWhatItThrew() {
    Child child =
        pool(LocalSettings.DEFAULTS)
            .placeChild(
                () -> {
                  throw new IllegalStateException("boom");
                });
    assertThat(child.monitor())
        .succeedsWithin(SOON)
        .isInstanceOfSatisfying(
            ChildEnd.Threw.class,
            end -> {
              assertThat(end.failure()).hasToString("java.lang.IllegalStateException: boom");
              assertThat(end.failure().getStackTrace()).isNotEmpty();
            });
  }

  @Test
  void shouldHaveADeadlineIfAsked() {
    String gate = Gates.newGate();
    Pool pool = pool(LocalSettings.DEFAULTS);
    Child child = pool.withTimeout(Duration.ofMillis(100)).placeChild(() -> Gates.pass(gate, 1));
    assertThat(child.monitor()).succeedsWithin(SOON).isEqualTo(new ChildEnd.TimedOut());
  }

  @Test
  void shouldNotCareForTheValue() {
    Child child = pool(LocalSettings.DEFAULTS).placeChild(Object::new);
    assertThat(child.monitor()).succeedsWithin(SOON).isEqualTo(new ChildEnd.Returned());
  }

  @Test
  void shouldPlaceNamedTasks() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    assertThat(pool.placeChild("echo", new byte[3]).monitor())
        .succeedsWithin(SOON)
        .isEqualTo(new ChildEnd.Returned());
    assertThatThrownBy(() -> pool.placeChild("nonesuch", new byte[0]))
        .isInstanceOf(TaskNotFoundException.class);
  }

  @Test
  void shouldSayThatTheChildOrItsWorkerIsUnknown() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    String worker = pool.members().getFirst().worker();
    assertThat(pool.child(new ChildId(worker, 12345)).stop())
        .succeedsWithin(SOON)
        .isEqualTo(new ChildEnd.Unknown());
    assertThat(pool.child(new ChildId("nobody", 1)).monitor())
        .succeedsWithin(SOON)
        .isEqualTo(new ChildEnd.WorkerLost());
    for (String text : List.of("nobody", "nobody/", "nobody/x", "/1")) {
      assertThatThrownBy(() -> ChildId.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a child's id is <worker>/<number>, but not '" + text + "'");
    }
  }

  @Test
  void shouldWithdrawAChildWhoseCallerIsInterrupted() throws InterruptedException {
    String gate = Gates.newGate();
    Pool pool = pool(PoolContract.ONE_SLOT);
    Child first = pool.placeChild(() -> Gates.pass(gate, 1));
    CompletableFuture<Child> second = new CompletableFuture<>();
    Thread waiting = Thread.ofVirtual().start(() -> placeInto(second, pool, gate));
    await().untilAsserted(() -> assertThat(pool.stats().waiting()).isEqualTo(1));
    waiting.interrupt();
    waiting.join();
    assertThat(second)
        .failsWithin(SOON)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(CallInterruptedException.class);
    assertThat(pool.stats().waiting()).isZero();
    assertThat(first.stop()).succeedsWithin(SOON);
    assertThat(Gates.gate(gate).arrivals()).containsExactly(1);
  }

  private static void placeInto(CompletableFuture<Child> placed, Pool pool, String gate) {
    try {
      placed.complete(pool.placeChild(() -> Gates.pass(gate, 2)));
    } catch (PoolException failure) {
      placed.completeExceptionally(failure);
    }
  }
}
