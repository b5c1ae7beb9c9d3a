package dev.lido.system.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.testkit.Gates;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.system.process.BreakableWorker;
import dev.lido.system.process.CallerProcess;
import dev.lido.system.sharing.SteadyWork.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several caller processes and several workers: the limit, fairness, and no idle slot. */
@Timeout(120)
class SharingIT {

  private static final double LEAST_USED = 0.95;
  private static final Duration WINDOW =
      Duration.ofSeconds(Long.getLong("lido.sharing.seconds", 2));
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int ATTEMPTS = 6;

  private final List<BreakableWorker> workers = new ArrayList<>();
  private final List<CallerProcess> callers = new ArrayList<>();

  @AfterEach
  void close() {
    callers.forEach(CallerProcess::close);
    workers.forEach(BreakableWorker::close);
  }

  private void start(int workerCount, int slots, int callerCount, String millis)
      throws IOException {
    for (int i = 0; i < workerCount; i++) {
      workers.add(BreakableWorker.named("w" + i).slots(slots).start());
    }
    for (int i = 0; i < callerCount; i++) {
      callers.add(new CallerProcess(SteadyCaller.class, millis));
    }
    workers.forEach(BreakableWorker::awaitReady);
    List<WorkerAddress> addresses = workers.stream().map(BreakableWorker::address).toList();
    callers.forEach(caller -> caller.members(addresses));
  }

  /** Waits until all callers are at work; returns what each has done since. */
  private List<Long> done() throws InterruptedException {
    List<Long> done = new ArrayList<>();
    for (CallerProcess caller : callers) {
      done.add(Long.parseLong(caller.ask("done")));
    }
    return done;
  }

  private void awaitAllAtWork() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> done().stream().allMatch(count -> count > 50));
  }

  @Test
  void shouldNeverExceedTheLimitWithManyCallers() throws Exception {
    // Given
    start(3, 3, 8, "2");

    // When
    awaitAllAtWork();

    // Then
    for (BreakableWorker worker : workers) {
      assertThat(read(worker).most()).as("children at once in %s", worker.name()).isEqualTo(3);
    }
  }

  /**
   * Work stands by for the slots that are about to be free. On a machine that has no time for that a
   * slot is idle for a round trip, which is measured at the same time.
   */
  @Test
  void shouldShareAllSlotsEvenlyAmongCallersThatWait() throws Exception {
    // Given
    start(2, 4, 4, "10");
    BreakableWorker beside = BreakableWorker.named("beside").start().awaitReady();
    workers.add(beside);
    awaitAllAtWork();

    // When
    List<Share> shares = new ArrayList<>();
    do {
      shares.add(measure(beside));
    } while (shares.size() < ATTEMPTS && !shares.getLast().isGood());

    // Then
    assertThat(shares)
        .as("idle at most a round trip, and no caller has less")
        .anyMatch(Share::isGood);
  }

  /**
   * What was measured in a window.
   *
   * @param used share of the slots' time that was used
   * @param idleMicros how long a slot was idle between two children
   * @param roundTripMicros how long a call takes that needs no time
   * @param least what the caller had that had the least, as a share of the one that had the most
   */
  private record Share(double used, long idleMicros, long roundTripMicros, double least) {
    boolean isGood() {
      return (used >= LEAST_USED || idleMicros <= 2 * roundTripMicros) && least > 0.8;
    }
  }

  private Share measure(BreakableWorker beside) throws Exception {
    int slots = 8;
    List<BreakableWorker> busy = workers.subList(0, 2);
    List<Reading> before = busy.stream().map(SharingIT::read).toList();
    List<Long> doneBefore = done();
    long roundTrip = roundTripMicros(beside);
    List<Long> doneAfter = done();
    List<Reading> after = busy.stream().map(SharingIT::read).toList();
    double used = 0;
    long nanos = 0;
    for (int i = 0; i < busy.size(); i++) {
      used += after.get(i).busySince(before.get(i)) / slots;
      nanos += after.get(i).at() - before.get(i).at();
    }
    List<Long> own =
        IntStream.range(0, callers.size())
            .mapToObj(i -> doneAfter.get(i) - doneBefore.get(i))
            .sorted()
            .toList();
    long children = own.stream().mapToLong(Long::longValue).sum();
    long idle = (long) ((1 - used) * slots * (nanos / 2.0) / children / 1_000);
    Share share = new Share(used, idle, roundTrip, (double) own.getFirst() / own.getLast());
    System.out.println("sharing: " + share);
    return share;
  }

  /**
   * Calls a worker that has time, for as long as the others are watched, and seldom: what is
   * measured here must not take the cores from what is measured there.
   */
  private static long roundTripMicros(BreakableWorker beside) {
    try (TestWorkers caller = new TestWorkers(LocalSettings.DEFAULTS.withReplicas(0))) {
      caller.members().add(beside.address());
      Pool pool = caller.pool();
      pool.call(SteadyWork::read);
      long begin = System.nanoTime();
      long inCalls = 0;
      int calls = 0;
      for (; System.nanoTime() - begin < WINDOW.toNanos(); calls++) {
        LockSupport.parkNanos(PAUSE.toNanos());
        long sent = System.nanoTime();
        Reading unused = pool.call(SteadyWork::read);
        inCalls += System.nanoTime() - sent;
      }
      return inCalls / calls / 1_000;
    }
  }

  private static Reading read(BreakableWorker worker) {
    try (TestWorkers caller = new TestWorkers(LocalSettings.DEFAULTS.withReplicas(0))) {
      caller.members().add(worker.address());
      return caller.pool().call(SteadyWork::read);
    }
  }

  @Test
  void shouldInterruptOnlyTheLinkedChildrenOfACallerThatIsKilled() throws Exception {
    // Given
    String linked = Gates.newGate();
    String unlinked = Gates.newGate();
    try (TestWorkers here = new TestWorkers(LocalSettings.DEFAULTS)) {
      CallerProcess caller = new CallerProcess(SteadyCaller.class, "0");
      callers.add(caller);
      caller.members(List.of(TestWorkers.address(here.worker(0))));
      caller.tell("linked " + linked);
      caller.tell("unlinked " + unlinked);
      await().until(() -> Gates.gate(linked).inside() + Gates.gate(unlinked).inside() == 2);

      // When
      caller.kill();

      // Then
      await().atMost(Duration.ofSeconds(2)).until(() -> Gates.gate(linked).interrupted() == 1);
      assertThat(Gates.gate(unlinked).inside()).isEqualTo(1);
      Gates.gate(unlinked).open();
    }
  }

  @Test
  void shouldGiveAJoiningWorkerItsShareOfTheWaitingWorkAtOnce() {
    // Given
    String gate = Gates.newGate();
    try (TestWorkers here = new TestWorkers(LocalSettings.DEFAULTS.withMaxConcurrency(4))) {
      Pool pool = here.pool();
      List<CompletableFuture<Integer>> calls =
          IntStream.range(0, 20).mapToObj(i -> pool.submit(() -> Gates.pass(gate, i))).toList();
      await().until(() -> Gates.gate(gate).inside() == 4);

      // When
      here.add(0);

      // Then
      await().atMost(Duration.ofSeconds(2)).until(() -> Gates.gate(gate).inside() == 8);
      assertThat(Gates.gate(gate).arrivals().stream().sorted().toList())
          .as("the work that has waited longest")
          .isEqualTo(IntStream.range(0, 8).boxed().toList());
      Gates.gate(gate).open();
      assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(Duration.ofSeconds(20)));
    }
  }
}
