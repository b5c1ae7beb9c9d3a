package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.internal.Entry;
import dev.lido.client.internal.group.Group;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.testkit.Gates;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPlacedChildTest extends PlacedChildContract {

  private final List<TestWorkers> started = new ArrayList<>();

  @Override
  Pool pool(LocalSettings settings) {
    return workers(settings).pool();
  }

  private TestWorkers workers(LocalSettings settings) {
    TestWorkers workers = new TestWorkers(settings);
    started.add(workers);
    return workers;
  }

  @AfterEach
  void close() {
    started.forEach(TestWorkers::close);
  }

  @Test
  void shouldOutliveItsCaller() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(2));
    Group caller = workers.caller();
    Child child = Entry.pool(caller).placeChild(() -> Gates.pass(gate, 1));
    CompletableFuture<ChildEnd> watched = child.monitor();
    caller.close();
    assertThat(watched)
        .failsWithin(SOON)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(PoolClosedException.class);
    awaitInside(gate, 1);
    Child handle = workers.pool().child(child.id());
    CompletableFuture<ChildEnd> end = handle.monitor();
    Child other = workers.pool().child(child.id());
    assertThat(other.stop()).succeedsWithin(SOON).isEqualTo(new ChildEnd.Stopped());
    assertThat(end).succeedsWithin(SOON).isEqualTo(new ChildEnd.Stopped());
  }

  @Test
  void shouldSayThatItsWorkerIsLost() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Child child = workers.pool().placeChild(() -> Gates.pass(gate, 1));
    CompletableFuture<ChildEnd> end = child.monitor();
    WorkerAddress address = TestWorkers.address(workers.worker(0));
    workers.worker(0).close();
    assertThat(end).isNotDone();
    workers.members().remove(address);
    assertThat(end).succeedsWithin(SOON).isEqualTo(new ChildEnd.WorkerLost());
  }

  @Test
  void shouldWaitForAWorkerThatIsListedButAway() {
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Pool pool = workers.pool();
    WorkerAddress away = new WorkerAddress("127.0.0.1", 1);
    workers.members().add(away);
    CompletableFuture<ChildEnd> end = pool.child(new ChildId("w-away", 1)).monitor();
    assertThat(pool.members()).hasSize(1);
    assertThat(end).isNotDone();
    workers.members().remove(away);
    assertThat(end).succeedsWithin(SOON).isEqualTo(new ChildEnd.WorkerLost());
  }

  @Test
  void shouldSayThatItsWorkerDrained() throws InterruptedException {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS.withReplicas(0));
    Worker brief = workers.startBrief();
    workers.members().add(TestWorkers.address(brief));
    Child child = workers.pool().placeChild(() -> Gates.pass(gate, 1));
    CompletableFuture<ChildEnd> end = child.monitor();
    assertThat(brief.stop()).isTrue();
    assertThat(end).succeedsWithin(SOON).isEqualTo(new ChildEnd.Drained());
  }

  @Test
  void shouldNotStopCalls() {
    String gate = Gates.newGate();
    TestWorkers workers = workers(LocalSettings.DEFAULTS);
    Pool pool = workers.pool();
    Child before = pool.placeChild(() -> 1);
    CompletableFuture<Integer> call = pool.submit(() -> Gates.pass(gate, 1));
    awaitInside(gate, 1);
    ChildId id = new ChildId(before.worker(), before.id().number() + 1);
    assertThat(pool.child(id).stop()).succeedsWithin(SOON).isEqualTo(new ChildEnd.Unknown());
    Gates.gate(gate).open();
    assertThat(call).succeedsWithin(SOON).isEqualTo(1);
    await().untilAsserted(() -> assertThat(pool.stats().inFlight()).isZero());
  }
}
